import { ClaimDataSource } from '../claim-data-source';

/**
 * What becomes of the claims of all pods that `PreparedClaims` does not name.
 */
export class RestOfClaims {
  /**
   * The controller makes them from the template, when it makes their pods: they begin empty, unless the template has a
   * `dataSource`.
   */
  public static fromTemplate(): RestOfClaims {
    return new RestOfClaims();
  }

  /**
   * They are made beforehand, too, and all filled from the same source.
   */
  public static fromDataSource(dataSource: ClaimDataSource): RestOfClaims {
    return new RestOfClaims(dataSource);
  }

  /**
   * What they are filled with, where they are made beforehand.
   *
   * @internal
   */
  public readonly _dataSource?: ClaimDataSource;

  private constructor(dataSource?: ClaimDataSource) {
    this._dataSource = dataSource;
  }
}
