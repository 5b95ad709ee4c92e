import { synthesize } from './child';
import { addPlusApplication } from './plus-application';

synthesize(addPlusApplication);
