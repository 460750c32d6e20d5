package org.ledplatform.bot;

import org.ledplatform.bot.SessionVault.VaultId;

/**
 * Placement for a server that stands alone: every claim is granted under a new fence. The fence
 * still matters, because a link that was closed may have a write under way.
 */
public final class SingleNodePlacement implements BotPlacement {

  private final SessionVault vault;
  private final String node;

  /**
   * @param node the name of this server as shown with its bots
   */
  public SingleNodePlacement(SessionVault vault, String node) {
    this.vault = vault;
    this.node = node;
  }

  @Override
  public Claim claim(Bot bot) {
    return new Claim.Claimed(vault.nextFence(new VaultId(bot.owner(), bot.id())), node);
  }

  @Override
  public void release(Bot bot) {
    // Nobody else could take it.
  }
}
