// Command provisioner gives the development cluster its storage: a folder of this host for every claim.
package main

import (
	"context"
	"flag"
	"os/signal"
	"syscall"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

const provisionerName = "shardwright.dev/folder"

func main() {
	kubeconfig := flag.String("kubeconfig", "", "file that tells how to reach the API server")
	root := flag.String("root", "", "folder below which every node has one of its own")
	klog.InitFlags(nil)
	flag.Parse()

	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		klog.Fatal(err)
	}
	config.UserAgent = "provisioner"
	client := kubernetes.NewForConfigOrDie(config)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	go growClaims(ctx, client)
	controller.NewProvisionController(ctx, client, provisionerName, folders{root: *root},
		controller.LeaderElection(false)).Run(ctx)
}
