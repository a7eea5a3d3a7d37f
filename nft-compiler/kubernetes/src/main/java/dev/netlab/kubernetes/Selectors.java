package dev.netlab.kubernetes;

import dev.netlab.nft.PolicyException;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;

/** Label selectors. All conditions must hold, so an empty selector selects everything. */
final class Selectors {
  private Selectors() {}

  /**
   * Whether the selector matches the labels.
   *
   * @throws PolicyException if the selector is invalid; see {@link #check}
   */
  static boolean selects(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> wanted = selector.getMatchLabels();
    if (wanted != null && !labels.entrySet().containsAll(wanted.entrySet())) {
      return false;
    }
    for (LabelSelectorRequirement requirement : selector.getMatchExpressions()) {
      if (!holds(requirement, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String label = labels.get(requirement.getKey());
    return switch (requirement.getOperator()) {
      case "In" -> label != null && requirement.getValues().contains(label);
      case "NotIn" -> label == null || !requirement.getValues().contains(label);
      case "Exists" -> label != null;
      case "DoesNotExist" -> label == null;
      default -> throw new PolicyException("operator", requirement.getOperator());
    };
  }

  /**
   * Rejects a requirement that Kubernetes rejects.
   *
   * @throws PolicyException which names the field at fault
   */
  static void check(LabelSelectorRequirement requirement) {
    String operator = requirement.getOperator() == null ? "" : requirement.getOperator();
    List<String> values = requirement.getValues();
    if (requirement.getKey() == null || requirement.getKey().isEmpty()) {
      throw new PolicyException("key", "is missing: the label's name");
    }
    switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          throw new PolicyException("values", operator + " needs at least one value");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          throw new PolicyException("values", operator + " takes no values");
        }
      }
      default ->
          throw new PolicyException(
              "operator",
              "operator '%s' is not one of In, NotIn, Exists, DoesNotExist".formatted(operator));
    }
  }
}
