//go:build from_1_36

package main

import (
	"context"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

type manager struct{ *objects }

func (manager manager) CreatePod(_ context.Context, pod *v1.Pod, _ *apps.StatefulSet) error {
	return manager.createPod(pod)
}
func (manager manager) UpdatePod(pod *v1.Pod, _ *apps.StatefulSet) error {
	return manager.updatePod(pod)
}
func (manager manager) CreateClaim(claim *v1.PersistentVolumeClaim, _ *apps.StatefulSet) error {
	return manager.createClaim(claim)
}
func (manager manager) UpdateClaim(claim *v1.PersistentVolumeClaim, _ *apps.StatefulSet) error {
	return manager.updateClaim(claim)
}

type historyOf struct{ *store }

func (history historyOf) ListControllerRevisions(_ metav1.Object, _ schema.GroupVersionKind, _ labels.Selector) ([]*apps.ControllerRevision, error) {
	return history.list(), nil
}
