package main

import (
	"context"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/record"
	"k8s.io/kubernetes/pkg/controller/statefulset"
)

// Result is what the controller did in one sync.
type Result struct {
	// In the order in which it did them; under Parallel some of them happen at once, in no order.
	Actions []string `json:"actions"`

	// Missing where the sync ended before it was written.
	Status *Status `json:"status"`

	// Whether the sync ended with an error, after which the controller tries again.
	Failed bool `json:"failed"`
}

type Status struct {
	CurrentRevision string `json:"currentRevision"`
	UpdateRevision  string `json:"updateRevision"`
	Replicas        int32  `json:"replicas"`
	Ready           int32  `json:"ready"`
	Available       int32  `json:"available"`
	Current         int32  `json:"current"`
	Updated         int32  `json:"updated"`
}

// statusUpdater keeps what would be written to the API server.
type statusUpdater struct {
	written *apps.StatefulSetStatus
}

func (updater *statusUpdater) UpdateStatefulSetStatus(_ context.Context, _ *apps.StatefulSet, status *apps.StatefulSetStatus) error {
	updater.written = status
	return nil
}

func step(one Case, revisions *revisions) Result {
	now := time.Now()
	// a revision that is made in this sync is known by its letter
	revisions.nameOf(one.Template)
	pods := make([]*v1.Pod, 0, len(one.Pods))
	for _, pod := range one.Pods {
		pods = append(pods, pod.pod(one.ClaimTemplates, revisions, now))
	}
	objects := newObjects(one, revisions)
	updater := &statusUpdater{}
	control := statefulset.NewDefaultStatefulSetControl(
		statefulset.NewStatefulPodControlFromManager(manager{objects}, &record.FakeRecorder{}), updater, revisions.history(one.Revisions))
	_, err := updateStatefulSet(control, one.set(revisions), pods, now)
	result := Result{Actions: objects.actions, Failed: err != nil}
	if updater.written != nil {
		status := updater.written
		result.Status = &Status{
			CurrentRevision: revisions.letterOf(status.CurrentRevision), UpdateRevision: revisions.letterOf(status.UpdateRevision),
			Replicas: status.Replicas, Ready: status.ReadyReplicas, Available: status.AvailableReplicas,
			Current: status.CurrentReplicas, Updated: status.UpdatedReplicas,
		}
	}
	return result
}
