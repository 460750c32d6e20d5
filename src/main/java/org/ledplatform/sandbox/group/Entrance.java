package org.ledplatform.sandbox.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways into a group. People are named by their accounts.
 *
 * @param code what the invite link ends with
 * @param formerCodes codes that were reset; the latest ones
 * @param requests who waits for an admin's word
 * @param invites who was invited in person because adding was not possible
 * @param departures who left by themselves, and when
 */
public record Entrance(
    String code,
    List<String> formerCodes,
    List<Request> requests,
    List<Invite> invites,
    List<Departure> departures) {

  private static final int FORMER_CODES = 20;

  /** Somebody wants to join. */
  public record Request(String phone, Instant at) {}

  /** An invitation for one person (protocol §9.2, v4). */
  public record Invite(String phone, String code, String admin, Instant expires) {}

  /** Somebody went. */
  public record Departure(String phone, Instant at) {}

  public Entrance {
    formerCodes = List.copyOf(formerCodes);
    requests = List.copyOf(requests);
    invites = List.copyOf(invites);
    departures = List.copyOf(departures);
  }

  /** With nothing but a link. */
  public static Entrance by(String code) {
    return new Entrance(code, List.of(), List.of(), List.of(), List.of());
  }

  /** The request of a person. */
  public Optional<Request> request(String phone) {
    return requests.stream().filter(r -> r.phone().equals(phone)).findFirst();
  }

  /** The invitation of a person. */
  public Optional<Invite> invite(String phone) {
    return invites.stream().filter(i -> i.phone().equals(phone)).findFirst();
  }

  /** When the person left by themselves, if so. */
  public Optional<Instant> departed(String phone) {
    return departures.stream().filter(d -> d.phone().equals(phone)).map(Departure::at).findFirst();
  }

  /** With another link; the one before is worth nothing. */
  public Entrance reset(String newCode) {
    List<String> former = new ArrayList<>(List.of(code));
    former.addAll(formerCodes);
    return new Entrance(
        newCode,
        former.subList(0, Math.min(FORMER_CODES, former.size())),
        requests,
        invites,
        departures);
  }

  /** With one request more. */
  public Entrance asking(Request request) {
    List<Request> more =
        Stream.concat(
                requests.stream().filter(r -> !r.phone().equals(request.phone())),
                Stream.of(request))
            .toList();
    return new Entrance(code, formerCodes, more, invites, departures);
  }

  /** With one invitation more. */
  public Entrance inviting(Invite invite) {
    List<Invite> more =
        Stream.concat(
                invites.stream().filter(i -> !i.phone().equals(invite.phone())), Stream.of(invite))
            .toList();
    return new Entrance(code, formerCodes, requests, more, departures);
  }

  /** After somebody left by themselves. */
  public Entrance leaving(Departure departure) {
    List<Departure> more =
        Stream.concat(
                departures.stream().filter(d -> !d.phone().equals(departure.phone())),
                Stream.of(departure))
            .toList();
    return new Entrance(code, formerCodes, requests, invites, more);
  }

  /** Without anything about this person: they are in now, or refused. */
  public Entrance settled(String phone) {
    return new Entrance(
        code,
        formerCodes,
        requests.stream().filter(r -> !r.phone().equals(phone)).toList(),
        invites.stream().filter(i -> !i.phone().equals(phone)).toList(),
        departures.stream().filter(d -> !d.phone().equals(phone)).toList());
  }
}
