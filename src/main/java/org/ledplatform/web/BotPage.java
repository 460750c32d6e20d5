package org.ledplatform.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ledplatform.account.UserId;
import org.ledplatform.bot.BotId;
import org.ledplatform.bot.BotManager;
import org.ledplatform.bot.CodeAnswer;
import org.ledplatform.bot.PairingCode;
import org.ledplatform.bot.Qr;
import org.ledplatform.journal.BotLog;
import org.ledplatform.journal.LogEntry;
import org.ledplatform.listing.PageRequest;

/** One bot: what it does, its pairing while it has none, what happened to it. */
@Named
@RequestScoped
public class BotPage {

  private static final int LINES = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject BotManager manager;
  @Inject BotLog log;
  @Inject BotActions actions;
  @Inject SandboxPhones phones;
  @Inject CurrentUser me;
  @Inject PageContext page;
  @Inject Clock clock;

  private String id = "";
  private Optional<BotView> bot = Optional.empty();
  private Optional<Qr> qr = Optional.empty();
  private Optional<PairingCode> code = Optional.empty();
  private List<LogEntry> lines = List.of();
  private String phoneNumber = "";

  /** A button that is pressed is asked first whether it was there, so all is read before that. */
  @PostConstruct
  void read() {
    id = page.param("id");
    look();
  }

  /** Reads again what the page shows, just before it shows it. */
  public void load() {
    look();
    if (bot.isEmpty()) {
      leave();
    }
  }

  private void look() {
    UserId owner = me.userId();
    var botId = new BotId(id);
    bot = manager.find(owner, botId).map(BotView::new);
    qr = manager.qr(owner, botId).filter(q -> q.expiresAt().isAfter(clock.instant()));
    code = manager.pairing().code(owner, botId);
    lines =
        log.list(owner, botId, BotLog.Filter.all(), new PageRequest(LINES, Optional.empty()))
            .items();
  }

  public void start() {
    actions.start(id);
  }

  public void stop() {
    actions.stop(id);
  }

  public void restart() {
    actions.restart(id);
  }

  public void redeploy() {
    actions.redeploy(id);
  }

  public void delete() {
    actions.delete(id);
    page.go(SignInPage.HOME);
  }

  /** Lets a phone of the sandbox scan the QR that is shown now. */
  public void pairWithSandboxPhone() {
    switch (phones.pair(me.userId(), new BotId(id))) {
      case SandboxPhones.Pairing.Scanned() -> page.done("done.pair");
      case SandboxPhones.Pairing.NoQr() -> page.failed("pair.noQr");
      case SandboxPhones.Pairing.Refused(String why) -> page.failed("pair.refused", why);
    }
  }

  /** Asks the network for a code to type into the phone of the number that was given. */
  public void askForCode() {
    CodeAnswer answer =
        manager.pairing().askForCode(me.userId(), new BotId(id), phoneNumber.strip(), PATIENCE);
    switch (answer) {
      case CodeAnswer.Offered _ -> phoneNumber = "";
      case CodeAnswer.BadNumber _ -> page.wrong("bot:phone", "code.badNumber");
      case CodeAnswer.NotWaiting _ -> page.failed("code.notWaiting");
      case CodeAnswer.TooMany _ -> page.failed("code.tooMany");
      case CodeAnswer.Refused _ -> page.failed("code.refused");
      case CodeAnswer.NoSuchBot _ -> page.failed("bot.gone");
    }
  }

  /** Whoever looks at a bot that is gone goes back to the fleet; anybody else never knew it. */
  private void leave() {
    if (page.partial()) {
      page.go(SignInPage.HOME);
    } else {
      page.notFound();
    }
  }

  public String getId() {
    return id;
  }

  public boolean isThere() {
    return bot.isPresent();
  }

  public BotView getBot() {
    return bot.orElseThrow();
  }

  public List<LogEntry> getLines() {
    return lines;
  }

  /** The key of what a line is about, in the reader's language. */
  public String kind(LogEntry line) {
    return "log." + line.type().text();
  }

  public boolean isQrShown() {
    return qr.isPresent();
  }

  public String getQrSvg() {
    return qr.map(q -> QrSvg.draw(q.text(), page.text("pair.alt"))).orElse("");
  }

  /** How long it can still be scanned. Not the instant: the browser's clock may be wrong. */
  public long getQrRemainingMillis() {
    return qr.map(q -> Duration.between(clock.instant(), q.expiresAt()).toMillis()).orElse(0L);
  }

  public long getQrRemainingSeconds() {
    return getQrRemainingMillis() / 1000;
  }

  public boolean isCodeShown() {
    return code.isPresent();
  }

  public String getCode() {
    return code.map(PairingCode::code).orElse("");
  }

  /** How long the code can still be typed. */
  public long getCodeRemainingMillis() {
    return code.map(c -> Duration.between(clock.instant(), c.expiresAt()).toMillis()).orElse(0L);
  }

  public long getCodeRemainingSeconds() {
    return getCodeRemainingMillis() / 1000;
  }

  public String getPhoneNumber() {
    return phoneNumber;
  }

  public void setPhoneNumber(String phoneNumber) {
    this.phoneNumber = phoneNumber;
  }
}
