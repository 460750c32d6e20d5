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

  public PagePathsViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getActionURL(FacesContext context, String viewId) {
    var request = context.getExternalContext().getRequestMap();
    boolean ownView =
        context.getViewRoot() != null && viewId.equals(context.getViewRoot().getViewId());
    return ownView && request.get(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String seen
        ? seen
        : super.getActionURL(context, viewId);
  }
}
