package org.ledplatform.sandbox.media;

/**
 * How much the hosts keep.
 *
 * @param bytesPerTenant the oldest blobs of a tenant go when it has more
 * @param bytesPerBlob a larger one is not taken
 */
public record BlobLimits(long bytesPerTenant, long bytesPerBlob) {

  private static final long MEBIBYTE = 1024 * 1024;

  /** Enough for bots to play with, little enough for a disk. */
  public static final BlobLimits DEFAULT = new BlobLimits(1024 * MEBIBYTE, 512 * MEBIBYTE);
}
