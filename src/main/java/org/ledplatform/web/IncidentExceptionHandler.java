package org.ledplatform.web;

import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.primefaces.csp.CspException;

/**
 * One of the places that catch broadly (see errors.md): whatever a page throws is logged once under
 * an incident number, and the reader sees that number and no more. A view that has expired and a
 * form that no page of ours sent are no incidents; their reader gets the page anew.
 */
public class IncidentExceptionHandler extends ExceptionHandlerWrapper {

  /** Request attribute: the incident number, for the error page. */
  static final String INCIDENT = "org.ledplatform.web.incident";

  private static final Logger LOG = System.getLogger(IncidentExceptionHandler.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();

  IncidentExceptionHandler(ExceptionHandler wrapped) {
    super(wrapped);
  }

  /** Made by Faces, once. */
  public static class Factory extends ExceptionHandlerFactory {
    public Factory(ExceptionHandlerFactory wrapped) {
      super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
      return new IncidentExceptionHandler(getWrapped().getExceptionHandler());
    }
  }

  @Override
  public void handle() {
    @Nullable Throwable first = null;
    boolean unreadable = false;
    for (Iterator<ExceptionQueuedEvent> all = getUnhandledExceptionQueuedEvents().iterator();
        all.hasNext(); ) {
      ExceptionQueuedEventContext event = all.next().getContext();
      Throwable next = event.getException();
      unreadable |= PhaseId.RESTORE_VIEW.equals(event.getPhaseId());
      all.remove();
      if (first == null) {
        first = next;
      } else {
        first.addSuppressed(next);
      }
    }
    if (first != null) {
      answer(FacesContext.getCurrentInstance(), cause(first), unreadable);
    }
  }

  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof FacesException
        && !(cause instanceof ViewExpiredException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static void answer(FacesContext faces, Throwable thrown, boolean unreadable) {
    ExternalContext external = faces.getExternalContext();
    try {
      if (thrown instanceof ViewExpiredException || isMadeUp(external, thrown, unreadable)) {
        showAnew(faces);
      } else {
        String incident = number();
        LOG.log(Level.ERROR, "Incident " + incident + ": a page failed", thrown);
        if (external.isResponseCommitted()) {
          return;
        }
        if (faces.getPartialViewContext().isAjaxRequest()) {
          external.redirect(external.getRequestContextPath() + "/problem?incident=" + incident);
        } else {
          external.getRequestMap().put(INCIDENT, incident);
          external.responseReset();
          external.responseSendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    faces.responseComplete();
  }

  /**
   * Whether a form came that no page of ours has sent like this: its view cannot be read, or it
   * lacks the nonce. That is bad input, and no incident.
   */
  private static boolean isMadeUp(ExternalContext external, Throwable thrown, boolean unreadable) {
    return ((HttpServletRequest) external.getRequest()).getMethod().equals("POST")
        && (unreadable || thrown instanceof CspException);
  }

  private static void showAnew(FacesContext faces) throws IOException {
    ExternalContext external = faces.getExternalContext();
    String text =
        ResourceBundle.getBundle(
                "org.ledplatform.web.texts",
                faces.getApplication().getViewHandler().calculateLocale(faces))
            .getString("page.expired");
    faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_WARN, text, null));
    external.getFlash().setKeepMessages(true);
    external.redirect(seenAddress((HttpServletRequest) external.getRequest()));
  }

  private static String seenAddress(HttpServletRequest request) {
    Object forwarded = request.getAttribute(jakarta.servlet.RequestDispatcher.FORWARD_REQUEST_URI);
    return forwarded instanceof String seen ? seen : request.getRequestURI();
  }

  /** Eight characters that can be read out over a telephone. */
  private static String number() {
    byte[] bytes = new byte[4];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
