package org.ledplatform.whatsapp.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Media hosts in memory that misbehave as told. For one thread. */
public final class MemoryMediaHosts implements MediaTransfer {

  private final Map<String, byte[]> blobs = new HashMap<>();
  private final Map<String, Deque<Behaviour>> behaviours = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** What a host does with the next request. */
  public sealed interface Behaviour {
    /** Answers with this status and nothing else. */
    record Status(int status) implements Behaviour {}

    /** Sends the client elsewhere. */
    record Redirect(String location) implements Behaviour {}

    /** Breaks off after so many bytes of the body. */
    record BreakOff(int after) implements Behaviour {}

    /** Ends the body early as if that were all. */
    record EndEarly(int after) implements Behaviour {}

    /** Sends everything although a part was asked for. */
    record IgnoreRange() implements Behaviour {}

    /** Sends other bytes. */
    record Corrupt() implements Behaviour {}

    /** Cannot be reached. */
    record Unreachable() implements Behaviour {}
  }

  /** From now on, requests to this host meet these behaviours, one each, then none. */
  public void behave(String host, Behaviour... inOrder) {
    behaviours.computeIfAbsent(host, _ -> new ArrayDeque<>()).addAll(List.of(inOrder));
  }

  /** The requests so far: method, address and offset. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Puts a blob at a path, on all hosts. */
  public void put(String path, byte[] blob) {
    blobs.put(path, blob);
  }

  /** The only blob there is. */
  public byte[] onlyBlob() {
    return blobs.values().iterator().next();
  }

  @Override
  public Answer post(URI to, MediaSource body, long length) throws IOException {
    asked.add("POST " + to.getAuthority() + to.getPath());
    Optional<Answer> strange = strange(behaviour(to));
    if (strange.isPresent()) {
      return strange.get();
    }
    byte[] blob;
    try (InputStream in = body.open()) {
      blob = in.readAllBytes();
    }
    if (blob.length != length) {
      throw new IOException("The length is another than announced");
    }
    String path = "/v/" + blobs.size();
    put(path, blob);
    String json =
        "{\"handle\":\"h\",\"url\" : \"https:\\/\\/"
            + to.getAuthority()
            + path
            + "\",\"direct_path\":\""
            + path
            + "\"}";
    return answer(200, json.getBytes(StandardCharsets.UTF_8), 0);
  }

  @Override
  public Answer get(URI from, long offset) throws IOException {
    asked.add("GET " + from.getAuthority() + from.getPath() + " " + offset);
    Optional<Behaviour> behaviour = behaviour(from);
    Optional<Answer> strange = strange(behaviour);
    if (strange.isPresent()) {
      return strange.get();
    }
    Optional<byte[]> blob = Optional.ofNullable(blobs.get(from.getPath()));
    if (blob.isEmpty()) {
      return answer(404, new byte[0], 0);
    }
    return give(blob.get(), behaviour, (int) offset);
  }

  private static Answer give(byte[] whole, Optional<Behaviour> behaviour, int offset) {
    byte[] rest = Arrays.copyOfRange(whole, offset, whole.length);
    return switch (behaviour.orElse(new Behaviour.Status(200))) {
      case Behaviour.BreakOff(int after) ->
          new Answer(
              offset == 0 ? 200 : 206,
              Optional.empty(),
              offset,
              OptionalLong.of(rest.length),
              broken(Arrays.copyOf(rest, after)));
      case Behaviour.EndEarly(int after) ->
          new Answer(
              offset == 0 ? 200 : 206,
              Optional.empty(),
              offset,
              OptionalLong.of(rest.length),
              new ByteArrayInputStream(Arrays.copyOf(rest, after)));
      case Behaviour.IgnoreRange _ -> answer(200, whole, 0);
      case Behaviour.Corrupt _ -> {
        rest[rest.length / 2] ^= 1;
        yield answer(offset == 0 ? 200 : 206, rest, offset);
      }
      default -> answer(offset == 0 ? 200 : 206, rest, offset);
    };
  }

  private static Answer answer(int status, byte[] body, long start) {
    return new Answer(
        status,
        Optional.empty(),
        start,
        OptionalLong.of(body.length),
        new ByteArrayInputStream(body));
  }

  private static InputStream broken(byte[] first) {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("The line is cut");
          }
        };
    return new SequenceInputStream(
        Collections.enumeration(List.of(new ByteArrayInputStream(first), failing)));
  }

  private Optional<Behaviour> behaviour(URI address) {
    return Optional.ofNullable(behaviours.get(address.getAuthority())).map(Deque::poll);
  }

  private static Optional<Answer> strange(Optional<Behaviour> behaviour) throws IOException {
    return switch (behaviour.orElse(new Behaviour.IgnoreRange())) {
      case Behaviour.Status(int status) -> Optional.of(answer(status, new byte[0], 0));
      case Behaviour.Redirect(String location) ->
          Optional.of(
              new Answer(
                  302,
                  Optional.of(location),
                  0,
                  OptionalLong.empty(),
                  InputStream.nullInputStream()));
      case Behaviour.Unreachable _ -> throw new IOException("Nobody listens");
      default -> Optional.empty();
    };
  }
}
