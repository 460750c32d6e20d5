package org.ledplatform.whatsapp.content;

import java.util.HashSet;
import org.ledplatform.whatsapp.proto.AlbumMessage;
import org.ledplatform.whatsapp.proto.ContactMessage;
import org.ledplatform.whatsapp.proto.ContactsArrayMessage;
import org.ledplatform.whatsapp.proto.GroupInviteMessage;
import org.ledplatform.whatsapp.proto.LiveLocationMessage;
import org.ledplatform.whatsapp.proto.LocationMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.MessageContextInfo;
import org.ledplatform.whatsapp.proto.PollCreationMessage;

/** Writes people, places, invitations, albums and polls. */
final class CardWriter {

  private static final int MOST_OPTIONS = 12;

  private CardWriter() {}

  static Message album(Album album) {
    return Message.newBuilder()
        .setAlbumMessage(
            AlbumMessage.newBuilder()
                .setExpectedImageCount(album.images())
                .setExpectedVideoCount(album.videos()))
        .build();
  }

  static Message contacts(ContactCards cards) {
    if (cards.cards().isEmpty()) {
      throw new UnsendableContentException("There is nobody on the card");
    }
    if (cards.cards().size() == 1) {
      ContactCards.Card only = cards.cards().getFirst();
      return Message.newBuilder()
          .setContactMessage(contact(new ContactCards.Card(cards.name(), only.vcard())))
          .build();
    }
    ContactsArrayMessage.Builder all =
        ContactsArrayMessage.newBuilder().setDisplayName(cards.name());
    cards.cards().forEach(card -> all.addContacts(contact(card)));
    return Message.newBuilder().setContactsArrayMessage(all).build();
  }

  private static ContactMessage contact(ContactCards.Card card) {
    return ContactMessage.newBuilder().setDisplayName(card.name()).setVcard(card.vcard()).build();
  }

  static Message location(Location location) {
    return Message.newBuilder()
        .setLocationMessage(
            LocationMessage.newBuilder()
                .setDegreesLatitude(degrees(location.latitude(), 90))
                .setDegreesLongitude(degrees(location.longitude(), 180))
                .setName(location.name())
                .setAddress(location.address())
                .setUrl(location.url()))
        .build();
  }

  static Message liveLocation(LiveLocation location) {
    return Message.newBuilder()
        .setLiveLocationMessage(
            LiveLocationMessage.newBuilder()
                .setDegreesLatitude(degrees(location.latitude(), 90))
                .setDegreesLongitude(degrees(location.longitude(), 180))
                .setAccuracyInMeters(location.accuracyMeters())
                .setCaption(location.caption())
                .setSequenceNumber(location.sequence())
                .setTimeOffset((int) location.since().toSeconds()))
        .build();
  }

  private static double degrees(double value, double most) {
    if (Math.abs(value) <= most) {
      return value;
    }
    throw new UnsendableContentException("There is no such place on the earth");
  }

  static Message invite(GroupInvite invite) {
    GroupInviteMessage.Builder written =
        GroupInviteMessage.newBuilder()
            .setGroupJid(invite.group().toString())
            .setInviteCode(invite.code())
            .setInviteExpiration(invite.expiresAt().getEpochSecond())
            .setGroupName(invite.groupName())
            .setCaption(invite.caption());
    if (!invite.thumbnail().isEmpty()) {
      written.setJpegThumbnail(invite.thumbnail());
    }
    return Message.newBuilder().setGroupInviteMessage(written).build();
  }

  /** One choice and any choice are different messages on the wire. */
  static Message poll(Poll poll) {
    check(poll);
    PollCreationMessage.Builder asked =
        PollCreationMessage.newBuilder()
            .setName(poll.name())
            .setSelectableOptionsCount(poll.selectable());
    poll.options()
        .forEach(
            name -> asked.addOptions(PollCreationMessage.Option.newBuilder().setOptionName(name)));
    Message.Builder message =
        Message.newBuilder()
            .setMessageContextInfo(MessageContextInfo.newBuilder().setMessageSecret(poll.secret()));
    return poll.selectable() == 1
        ? message.setPollCreationMessageV3(asked).build()
        : message.setPollCreationMessage(asked).build();
  }

  private static void check(Poll poll) {
    int count = poll.options().size();
    if (count < 2 || count > MOST_OPTIONS) {
      throw new UnsendableContentException("A poll has two to twelve options");
    }
    if (poll.name().isBlank() || poll.options().stream().anyMatch(String::isBlank)) {
      throw new UnsendableContentException("A poll needs a question and a name for every option");
    }
    if (new HashSet<>(poll.options()).size() < count) {
      throw new UnsendableContentException("The options of a poll differ from each other");
    }
    if (poll.selectable() < 0 || poll.selectable() > count) {
      throw new UnsendableContentException("Nobody can choose that many options");
    }
    if (poll.secret().size() != Poll.SECRET_LENGTH) {
      throw new UnsendableContentException("A poll needs a secret of 32 bytes");
    }
  }
}
