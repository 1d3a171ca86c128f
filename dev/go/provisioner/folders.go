package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// folders makes and removes volumes that are plain folders: root/NODE/VOLUME, or root/shared/VOLUME for those that every
// node sees: all nodes are on this one host.
type folders struct{ root string }

const shared = "shared"

func (f folders) Provision(_ context.Context, o controller.ProvisionOptions) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	place := o.SelectedNodeName
	if o.StorageClass.Parameters[shared] == "true" {
		place = shared
	}
	if place == "" {
		return nil, controller.ProvisioningFinished, errors.New("no node selected: the class must bind with WaitForFirstConsumer")
	}
	// The volume's name holds the claim's UID, so no folder is ever met again by a later claim of the same name.
	path := filepath.Join(f.root, place, o.PVName)
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	// Whatever the umask: containers write here as any user.
	if err := os.Chmod(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	mode := v1.PersistentVolumeFilesystem
	volume := &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: o.PVName},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *o.StorageClass.ReclaimPolicy,
			AccessModes:                   o.PVC.Spec.AccessModes,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: o.PVC.Spec.Resources.Requests[v1.ResourceStorage]},
			VolumeMode:                    &mode,
		},
	}
	if place == shared {
		volume.Spec.HostPath = &v1.HostPathVolumeSource{Path: path}
	} else {
		volume.Spec.Local = &v1.LocalVolumeSource{Path: path}
		volume.Spec.NodeAffinity = onlyOn(place)
	}
	return volume, controller.ProvisioningFinished, nil
}

func (f folders) Delete(_ context.Context, volume *v1.PersistentVolume) error {
	var path string
	switch {
	case volume.Spec.Local != nil:
		path = volume.Spec.Local.Path
	case volume.Spec.HostPath != nil:
		path = volume.Spec.HostPath.Path
	default:
		return fmt.Errorf("%s is not a folder", volume.Name)
	}
	// root/NODE/VOLUME and nothing else: never remove a folder that somebody wrote into a volume by hand.
	if filepath.Dir(filepath.Dir(path)) != filepath.Clean(f.root) || filepath.Base(path) != volume.Name {
		return fmt.Errorf("%s is not a folder of this provisioner", path)
	}
	return os.RemoveAll(path)
}

func onlyOn(node string) *v1.VolumeNodeAffinity {
	return &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{{
		MatchExpressions: []v1.NodeSelectorRequirement{{
			Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{node},
		}},
	}}}}
}
