import 'cdk8s';
import 'constructs';
import 'cdk8s-plus-28';
import 'cdk8s-stateful-app';
