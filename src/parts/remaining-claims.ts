import { ClaimDataSource } from '../claim-data-source';

/**
 * What becomes of the claims of all pods that `PreCreatedClaims` does not name.
 */
export class RemainingClaims {
  /**
   * The controller makes them from the template, when it makes their pods: they begin empty, unless the template has a
   * `dataSource`.
   */
  public static fromTemplate(): RemainingClaims {
    return new RemainingClaims();
  }

  /**
   * They are created before their pods, too, and all filled from the same source.
   */
  public static fromDataSource(dataSource: ClaimDataSource): RemainingClaims {
    return new RemainingClaims(dataSource);
  }

  /**
   * What they are filled with, where they are created before their pods.
   *
   * @internal
   */
  public readonly _dataSource?: ClaimDataSource;

  private constructor(dataSource?: ClaimDataSource) {
    this._dataSource = dataSource;
  }
}
