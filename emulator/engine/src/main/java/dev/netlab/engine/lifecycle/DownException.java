package dev.netlab.engine.lifecycle;

import dev.netlab.lab.LabName;
import java.util.List;

/** Part of a lab could not be removed. Everything else is gone. */
public final class DownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DownException(LabName lab, List<String> problems, String advice) {
    super("lab %s is not all gone: %s; %s".formatted(lab, String.join("; ", problems), advice));
  }
}
