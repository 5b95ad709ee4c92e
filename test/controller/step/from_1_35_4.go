//go:build from_1_35_4

package main

import (
	"context"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/controller/statefulset"
)

func updateStatefulSet(control statefulset.StatefulSetControlInterface, set *apps.StatefulSet, pods []*v1.Pod, now time.Time) (*apps.StatefulSetStatus, error) {
	return control.UpdateStatefulSet(context.Background(), set, pods, now)
}
