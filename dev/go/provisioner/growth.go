package main

import (
	"context"
	"fmt"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/klog/v2"
)

// How often every claim is looked at again: a growth that failed is tried anew then.
const growthResync = 10 * time.Second

// growClaims grows volumes whose claim asks for more than it has. A folder has no size, so numbers are all there is to it.
func growClaims(ctx context.Context, client kubernetes.Interface) {
	factory := informers.NewSharedInformerFactory(client, growthResync)
	look := func(object any) {
		claim := object.(*v1.PersistentVolumeClaim)
		if !wantsMore(claim) {
			return
		}
		if err := grow(ctx, client, claim); err != nil {
			klog.Errorf("growing %s/%s: %v", claim.Namespace, claim.Name, err)
		}
	}
	informer := factory.Core().V1().PersistentVolumeClaims().Informer()
	if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    look,
		UpdateFunc: func(_, now any) { look(now) },
	}); err != nil {
		klog.Fatal(err)
	}
	factory.Start(ctx.Done())
}

func wantsMore(claim *v1.PersistentVolumeClaim) bool {
	wanted := claim.Spec.Resources.Requests[v1.ResourceStorage]
	return claim.Status.Phase == v1.ClaimBound && wanted.Cmp(claim.Status.Capacity[v1.ResourceStorage]) > 0
}

// grow goes the way of a real resizer: the claim says that it is resizing, the volume grows, the claim has its new size.
func grow(ctx context.Context, client kubernetes.Interface, claim *v1.PersistentVolumeClaim) error {
	volumes := client.CoreV1().PersistentVolumes()
	volume, err := volumes.Get(ctx, claim.Spec.VolumeName, metav1.GetOptions{})
	if err != nil {
		return err
	}
	if volume.Annotations["pv.kubernetes.io/provisioned-by"] != provisionerName {
		return nil
	}
	claims := client.CoreV1().PersistentVolumeClaims(claim.Namespace)

	resizing := claim.DeepCopy()
	resizing.Status.Conditions = []v1.PersistentVolumeClaimCondition{{
		Type: v1.PersistentVolumeClaimResizing, Status: v1.ConditionTrue, LastTransitionTime: metav1.Now(),
	}}
	if resizing, err = claims.UpdateStatus(ctx, resizing, metav1.UpdateOptions{}); err != nil {
		return err
	}

	wanted := claim.Spec.Resources.Requests[v1.ResourceStorage]
	patch := fmt.Sprintf(`{"spec":{"capacity":{"storage":%q}}}`, wanted.String())
	if _, err = volumes.Patch(ctx, volume.Name, types.MergePatchType, []byte(patch), metav1.PatchOptions{}); err != nil {
		return err
	}

	resizing.Status.Conditions = nil
	resizing.Status.Capacity[v1.ResourceStorage] = wanted
	_, err = claims.UpdateStatus(ctx, resizing, metav1.UpdateOptions{})
	return err
}
