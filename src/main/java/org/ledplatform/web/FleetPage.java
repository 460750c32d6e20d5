package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.ledplatform.bot.BotManager;
import org.ledplatform.listing.Page;
import org.ledplatform.listing.PageRequest;

/** All of a user's bots, newest first, a page at a time. */
@Named
@RequestScoped
public class FleetPage {

  @Inject BotManager manager;
  @Inject BotActions actions;
  @Inject CurrentUser me;
  @Inject PageContext page;

  private Optional<Page<BotView>> read = Optional.empty();

  public List<BotView> getBots() {
    return bots().items();
  }

  public boolean isMore() {
    return bots().nextCursor().isPresent();
  }

  public String getNextCursor() {
    return bots().nextCursor().orElse("");
  }

  /** Where this page of the list begins; empty for the first. */
  public String getCursor() {
    return page.param("cursor");
  }

  public void start(String id) {
    actions.start(id);
    read = Optional.empty();
  }

  public void stop(String id) {
    actions.stop(id);
    read = Optional.empty();
  }

  public void restart(String id) {
    actions.restart(id);
    read = Optional.empty();
  }

  /** Read once per request, and anew after something was done. */
  private Page<BotView> bots() {
    if (read.isEmpty()) {
      Optional<String> cursor = Optional.of(getCursor()).filter(c -> !c.isEmpty());
      read =
          Optional.of(
              manager
                  .list(
                      me.userId(),
                      Optional.empty(),
                      new PageRequest(PageRequest.DEFAULT_LIMIT, cursor))
                  .map(BotView::new));
    }
    return read.get();
  }
}
