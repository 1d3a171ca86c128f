# What a developer runs. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

JAVA_HOME := $(or $(shell dev/jdk),$(JAVA_HOME))
export JAVA_HOME
# Maven 3 itself still calls what newer JDKs warn of.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow
MVN := mvn -B -q

VERSION := $(shell sed -n 's:.*<version>\(.*\)</version>.*:\1:p' pom.xml | head -1)
IMAGE ?= ghcr.io/shardwright/shardwright:dev
JAR := target/shardwright-$(VERSION)-runner.jar

# Which Kubernetes: CLUSTER=kind, or a KUBECONFIG of yours, or else the local one of dev/.
CLUSTER ?= $(if $(KUBECONFIG),existing,local)

.PHONY: help
help: ## This list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /  make \1\t/' | expand -t 22

.PHONY: demo
demo: jar ## Kubernetes, operator, a five-node Elasticsearch; waits until it is green and shows it
	@CLUSTER=$(CLUSTER) IMAGE=$(IMAGE) JAR=$(JAR) dev/demo

.PHONY: test
test: kube ## Every test that needs no running pods: unit, and a real API server
	@echo "make test: formatting, static checks, unit and API server tests"
	@mvn -B -ntp spotless:check test

.PHONY: simulate
simulate: ## The planner in a simulated world: make simulate SEED=7 (a trace), or SEED=1 RUNS=100000
	@mvn -B -ntp -q test -Dtest='SimulationTest#guaranteesHold' -Dsimulation.seed=$(or $(SEED),1) -Dsimulation.runs=$(or $(RUNS),1)

.PHONY: mutations
mutations: ## Stories that go wrong without a rule, one for each: make mutations SEED=1 RUNS=500
	@mvn -B -ntp -q test -Dtest=MutationSearch -Dmutation.runs=$(or $(RUNS),200) -Dsimulation.seed=$(or $(SEED),1); cat target/mutation-seeds.txt

.PHONY: e2e
e2e: jar ## End to end against real pods, the part that fits CI
	@CLUSTER=$(CLUSTER) IMAGE=$(IMAGE) JAR=$(JAR) dev/e2e -De2e.excludedGroups=full

.PHONY: e2e-full
e2e-full: jar ## End to end, all of it
	@CLUSTER=$(CLUSTER) IMAGE=$(IMAGE) JAR=$(JAR) dev/e2e

.PHONY: bench
bench: jar ## Time, memory and requests on the local Kubernetes, into docs and README: SECTIONS="one mass-50" for some
	@CLUSTER=$(CLUSTER) IMAGE=$(IMAGE) JAR=$(JAR) SECTIONS="$(SECTIONS)" dev/bench

.PHONY: jar
jar: ## The operator as one jar
	@dev/require-jdk
	@echo "make jar: $(JAR)"
	@$(MVN) -Dmaven.test.skip=true package

.PHONY: image
image: jar ## The operator's image, without Docker, into the cache
	@dev/images/build operator $(JAR) $(IMAGE)

.PHONY: kube
kube: ## The Kubernetes binaries that API server tests run
	@dev/require-jdk
	@dev/cluster build

.PHONY: crds
crds: ## deploy/crds and docs/reference.md, from the types
	@$(MVN) test -Dtest=GeneratedCrdTest -Dcrds.write=true

.PHONY: format
format: ## Formats the Java sources
	@$(MVN) spotless:apply

.PHONY: clean-local
clean-local: ## Takes the local Kubernetes and the build output away; caches stay
	@dev/cluster down
	@rm -rf target
