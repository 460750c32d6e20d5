package org.ledplatform.sandbox.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ledplatform.sandbox.fault.Fault;
import org.ledplatform.sandbox.fault.Target;

/** The words for faults, and how each is read and written. */
enum FaultKind {
  DROP,
  DELAY,
  DUPLICATE,
  REORDER,
  CORRUPT,
  SILENT,
  CLOSE,
  STREAM_ERROR,
  REPLACED,
  LOGOUT,
  DOWNGRADE,
  FAILURE,
  OUTDATED_VERSION,
  TEMPORARY_BAN,
  PASSKEY_ONLY,
  NACK,
  DEMAND_TOKENS,
  QUERY_ERROR,
  RATE_LIMIT,
  NO_PRE_KEYS,
  UNAVAILABLE,
  REACHOUT_TIMELOCK,
  MESSAGE_CAPPING,
  PROPS,
  LID_ADDRESSING,
  NEW_IDENTITY,
  NEW_NUMBER,
  NEW_LID;

  private static final int MAX_MILLIS = 600_000;
  private static final int MAX_COPIES = 10;
  private static final int MAX_BEHIND = 100;
  private static final int MAX_PROPS = 100;
  private static final int MAX_QUOTA = 1_000_000;
  private static final int MAX_BAN_SECONDS = 100_000_000;

  /** The fault that a rule describes. */
  Fault read(StrictJson rule) {
    return switch (this) {
      case DROP -> new Fault.Drop();
      case DELAY ->
          new Fault.Delay(Duration.ofMillis(rule.requiredNumber("millis", 1, MAX_MILLIS)));
      case DUPLICATE ->
          new Fault.Duplicate(Math.toIntExact(rule.number("copies", 2, MAX_COPIES).orElse(2L)));
      case REORDER ->
          new Fault.Reorder(Math.toIntExact(rule.number("behind", 1, MAX_BEHIND).orElse(1L)));
      case CORRUPT ->
          new Fault.Corrupt(
              rule.word("part", Fault.Corrupt.Part.class).orElse(Fault.Corrupt.Part.CIPHERTEXT));
      case SILENT -> new Fault.Silence();
      case CLOSE -> new Fault.Close();
      case STREAM_ERROR ->
          new Fault.StreamError(
              rule.number("code", 1, 999).map(Math::toIntExact), rule.text("conflict"));
      case REPLACED -> new Fault.StreamError(Optional.empty(), Optional.of("replaced"));
      case LOGOUT -> new Fault.Logout();
      case DOWNGRADE -> new Fault.Downgrade();
      case FAILURE -> new Fault.LoginFailure(rule.requiredNumber("reason", 1, 999), Map.of());
      case OUTDATED_VERSION -> new Fault.LoginFailure(405, Map.of());
      case TEMPORARY_BAN -> ban(rule);
      case PASSKEY_ONLY -> new Fault.PasskeyOnly();
      case NACK -> new Fault.Nack(rule.requiredNumber("code", 400, 599));
      case DEMAND_TOKENS -> new Fault.DemandTokens();
      case QUERY_ERROR ->
          new Fault.QueryError(
              rule.requiredNumber("code", 400, 599), rule.text("text").orElse("sandbox-fault"));
      case RATE_LIMIT -> new Fault.RateLimit();
      case NO_PRE_KEYS -> new Fault.NoPreKeys();
      case UNAVAILABLE -> new Fault.Unavailable(rule.text("type"));
      case REACHOUT_TIMELOCK ->
          new Fault.ReachoutTimelock(
              Duration.ofSeconds(rule.requiredNumber("seconds", 1, MAX_BAN_SECONDS)));
      case MESSAGE_CAPPING ->
          new Fault.MessageCapping(
              rule.requiredNumber("quota", 0, MAX_QUOTA),
              rule.requiredNumber("used", 0, MAX_QUOTA));
      case PROPS -> props(rule);
      case LID_ADDRESSING -> new Fault.LidAddressing();
      case NEW_IDENTITY -> new Fault.NewIdentity();
      case NEW_NUMBER ->
          new Fault.NewNumber(
              rule.text("number").map(wish -> SandboxControl.digits(rule.name("number"), wish)));
      case NEW_LID -> new Fault.NewLid();
    };
  }

  /** Whom a rule hits when it does not say so. */
  Target.Devices usual() {
    return switch (this) {
      case PASSKEY_ONLY, LID_ADDRESSING, NEW_IDENTITY, NEW_NUMBER, NEW_LID -> Target.Devices.PHONE;
      default -> Target.Devices.BOT;
    };
  }

  private static Fault props(StrictJson rule) {
    Map<Long, String> values = new TreeMap<>();
    for (Map.Entry<Long, String> prop : rule.list("props", MAX_PROPS, FaultKind::prop)) {
      values.put(prop.getKey(), prop.getValue());
    }
    if (values.isEmpty()) {
      throw rule.invalid("props", "It is required");
    }
    return new Fault.Props(values);
  }

  private static Map.Entry<Long, String> prop(StrictJson prop) {
    return Map.entry(
        (long) prop.requiredNumber("code", 1, Integer.MAX_VALUE), prop.requiredText("value"));
  }

  private static Fault ban(StrictJson rule) {
    Map<String, String> more = new LinkedHashMap<>();
    more.put("code", Integer.toString(rule.requiredNumber("code", 100, 199)));
    more.put("expire", Integer.toString(rule.requiredNumber("seconds", 1, MAX_BAN_SECONDS)));
    return new Fault.LoginFailure(402, more);
  }
}
