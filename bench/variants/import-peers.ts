import 'cdk8s';
import 'constructs';
import 'cdk8s-plus-28';
