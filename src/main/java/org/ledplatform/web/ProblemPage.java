package org.ledplatform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;

/** The pages that say that something is not there or went wrong. */
@Named
@RequestScoped
public class ProblemPage {

  private static final Pattern NUMBER = Pattern.compile("[0-9A-F]{8}");

  @Inject PageContext page;

  public void notFound() {
    status(HttpServletResponse.SC_NOT_FOUND);
  }

  public void failed() {
    status(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
  }

  /** The number under which the incident was logged; empty when there is none. */
  public String getIncident() {
    Object told =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestMap()
            .get(IncidentExceptionHandler.INCIDENT);
    return told instanceof String number ? number : asked();
  }

  /** A script's request was sent here with the number in the address; anything else is not one. */
  private String asked() {
    String number = page.param("incident");
    return NUMBER.matcher(number).matches() ? number : "";
  }

  private static void status(int status) {
    FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(status);
  }
}
