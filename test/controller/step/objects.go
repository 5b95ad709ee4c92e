package main

import (
	"fmt"
	"sort"
	"strings"
	"sync"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// objects stand for the API server. As in the controller's caches, what a sync writes is not read by the same sync.
type objects struct {
	mutex     sync.Mutex
	claims    map[string]*v1.PersistentVolumeClaim
	revisions *revisions
	actions   []string
}

func newObjects(one Case, revisions *revisions) *objects {
	claims := map[string]*v1.PersistentVolumeClaim{}
	for _, each := range one.Claims {
		claim := each.claim()
		claims[claim.Name] = claim
	}
	return &objects{claims: claims, revisions: revisions, actions: []string{}}
}

func (objects *objects) did(format string, values ...any) error {
	objects.mutex.Lock()
	defer objects.mutex.Unlock()
	objects.actions = append(objects.actions, fmt.Sprintf(format, values...))
	return nil
}

func (objects *objects) createPod(pod *v1.Pod) error {
	return objects.did("create pod %s %s", ordinalOf(pod), objects.revisions.letterOf(pod.Labels["controller-revision-hash"]))
}

func (objects *objects) updatePod(pod *v1.Pod) error {
	return objects.did("update pod %s", ordinalOf(pod))
}

func (objects *objects) DeletePod(pod *v1.Pod) error {
	return objects.did("delete pod %s", ordinalOf(pod))
}

func (objects *objects) GetPod(_, name string) (*v1.Pod, error) {
	return nil, apierrors.NewNotFound(v1.Resource("pods"), name)
}

func (objects *objects) GetClaim(_, name string) (*v1.PersistentVolumeClaim, error) {
	if claim, found := objects.claims[name]; found {
		return claim, nil
	}
	return nil, apierrors.NewNotFound(v1.Resource("persistentvolumeclaims"), name)
}

func (objects *objects) createClaim(claim *v1.PersistentVolumeClaim) error {
	return objects.did("create claim %s", claim.Name)
}

func (objects *objects) updateClaim(claim *v1.PersistentVolumeClaim) error {
	owners := []string{}
	for _, owner := range claim.OwnerReferences {
		owners = append(owners, fmt.Sprintf("%s=%s", owner.Kind, owner.UID))
	}
	sort.Strings(owners)
	return objects.did("update claim %s %s", claim.Name, strings.Join(owners, ","))
}

func ordinalOf(pod *v1.Pod) string {
	return pod.Name[strings.LastIndex(pod.Name, "-")+1:]
}
