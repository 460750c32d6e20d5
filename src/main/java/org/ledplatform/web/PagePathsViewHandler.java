package org.ledplatform.web;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.RequestDispatcher;

/**
 * Lets the forms of a page post to the address that the reader sees, where {@link PagePathsFilter}
 * forwarded it from another one.
 */
public class PagePathsViewHandler extends ViewHandlerWrapper {

  private static final String FILE = ".xhtml";

  public PagePathsViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getActionURL(FacesContext context, String viewId) {
    Object seen =
        context.getExternalContext().getRequestMap().get(RequestDispatcher.FORWARD_REQUEST_URI);
    if (PagePathsFilter.FORWARDED.contains(viewId) && seen instanceof String address) {
      return address;
    }
    String url = super.getActionURL(context, viewId);
    // A view that was forwarded to is named by its file, which is no address.
    return url.endsWith(FILE) ? url.substring(0, url.length() - FILE.length()) : url;
  }
}
