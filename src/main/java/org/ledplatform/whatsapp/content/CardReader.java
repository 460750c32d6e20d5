package org.ledplatform.whatsapp.content;

import java.util.ArrayList;
import java.util.List;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.proto.ContactMessage;
import org.ledplatform.whatsapp.proto.ContactsArrayMessage;
import org.ledplatform.whatsapp.proto.GroupInviteMessage;
import org.ledplatform.whatsapp.proto.LiveLocationMessage;
import org.ledplatform.whatsapp.proto.LocationMessage;
import org.ledplatform.whatsapp.proto.Message;
import org.ledplatform.whatsapp.proto.PollCreationMessage;

/** Reads people, places, invitations and polls. */
final class CardReader {

  /** Official apps offer twelve. */
  private static final int MOST_OPTIONS = 100;

  private CardReader() {}

  static ContactCards contact(ContactMessage m) {
    return new ContactCards(Limits.line(m.getDisplayName()), List.of(card(m)));
  }

  static ContactCards contacts(ContactsArrayMessage m) {
    List<ContactCards.Card> cards = new ArrayList<>();
    Limits.entries(m.getContactsList()).forEach(contact -> cards.add(card(contact)));
    return new ContactCards(Limits.line(m.getDisplayName()), cards);
  }

  private static ContactCards.Card card(ContactMessage m) {
    return new ContactCards.Card(Limits.line(m.getDisplayName()), Limits.text(m.getVcard()));
  }

  static Location location(LocationMessage m) {
    return new Location(
        degrees(m.getDegreesLatitude(), 90),
        degrees(m.getDegreesLongitude(), 180),
        Limits.line(m.getName()),
        Limits.line(m.getAddress()),
        Limits.line(m.getUrl()));
  }

  static LiveLocation liveLocation(LiveLocationMessage m) {
    return new LiveLocation(
        degrees(m.getDegreesLatitude(), 90),
        degrees(m.getDegreesLongitude(), 180),
        Limits.count(m.getAccuracyInMeters()),
        Limits.text(m.getCaption()),
        m.getSequenceNumber(),
        Limits.seconds(m.getTimeOffset()));
  }

  private static double degrees(double value, double most) {
    if (Math.abs(value) <= most) {
      return value;
    }
    throw new UnreadableContentException("A place that is not on the earth");
  }

  static GroupInvite invite(GroupInviteMessage m) {
    try {
      return new GroupInvite(
          Jid.parse(m.getGroupJid()),
          Limits.line(m.getInviteCode()),
          Limits.instant(m.getInviteExpiration()),
          Limits.line(m.getGroupName()),
          Limits.text(m.getCaption()),
          Limits.bytes(m.getJpegThumbnail(), Limits.THUMBNAIL));
    } catch (MalformedJidException _) {
      throw new UnreadableContentException("An invitation into a group without an address");
    }
  }

  static Poll poll(PollCreationMessage m, Message whole) {
    if (m.getOptionsCount() > MOST_OPTIONS) {
      throw new UnreadableContentException("A poll with more options than anybody can read");
    }
    return new Poll(
        Limits.line(m.getName()),
        m.getOptionsList().stream().map(option -> Limits.line(option.getOptionName())).toList(),
        Limits.count(m.getSelectableOptionsCount()),
        Limits.bytes(whole.getMessageContextInfo().getMessageSecret(), Poll.SECRET_LENGTH));
  }
}
