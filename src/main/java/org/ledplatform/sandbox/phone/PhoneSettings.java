package org.ledplatform.sandbox.phone;

import org.ledplatform.whatsapp.appstate.Actions;

/**
 * What a person sets on the phone and its companions should know, such as names and muted chats:
 * written as patches of the app state (protocol §6.9). Used under the phone's lock.
 */
final class PhoneSettings {

  private static final int ATTEMPTS = 3;

  private final PhoneParts parts;

  PhoneSettings(PhoneParts parts) {
    this.parts = parts;
  }

  /** Changes a setting, for every device of the account. */
  void set(Actions.Wish wish) {
    PhoneCollections collections = new PhoneCollections(parts);
    for (int i = 0; i < ATTEMPTS; i++) {
      if (collections.write(wish.collection(), wish.mutation())) {
        new PhoneSnapshots(parts).consider(wish.collection());
        return;
      }
      // Somebody else wrote first: theirs comes before ours.
      collections.catchUp(wish.collection());
    }
    throw new IllegalStateException("The network does not take a patch of the app state");
  }
}
