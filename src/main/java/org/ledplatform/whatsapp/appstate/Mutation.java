package org.ledplatform.whatsapp.appstate;

import java.util.List;
import org.ledplatform.whatsapp.proto.SyncActionValue;

/**
 * One change of a collection, decrypted and verified.
 *
 * @param set whether it sets a value; else it removes the one under the index
 * @param index what it is about, such as {@code ["mute", "<chat>"]}
 * @param version of the kind of action
 */
public record Mutation(boolean set, List<String> index, SyncActionValue value, int version) {

  public Mutation {
    index = List.copyOf(index);
  }

  /** Names and chats are personal, so logs see the kind alone. */
  @Override
  public String toString() {
    return "Mutation[" + (index.isEmpty() ? "" : index.getFirst()) + "]";
  }
}
