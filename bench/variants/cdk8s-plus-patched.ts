import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DATA_PATH, synthesize } from './child';
import { addPlusApplication } from './plus-application';

// What cdk8s-plus has no property for is patched in, so that the application can keep data at all.

synthesize((chart, name) => {
  ApiObject.of(addPlusApplication(chart, name)).addJsonPatch(
    JsonPatch.add('/spec/persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' }),
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    JsonPatch.add('/spec/template/spec/containers/0/volumeMounts', [{ name: 'data', mountPath: DATA_PATH }]),
    JsonPatch.add('/spec/volumeClaimTemplates', [{
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast',
        // a plain '10Gi' would be dropped: cdk8s-plus converts after the patches
        resources: { requests: { storage: kplus.k8s.Quantity.fromString('10Gi') } },
      },
    }]),
  );
});
