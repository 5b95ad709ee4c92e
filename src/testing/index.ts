// jsii finds the types of a submodule only where they are exported with a star
export * from '../manifest/application/descriptions';
export * from './findings-options';
export * from './manifests';
export * from './pod-description';
export * from './stateful-app-description';
