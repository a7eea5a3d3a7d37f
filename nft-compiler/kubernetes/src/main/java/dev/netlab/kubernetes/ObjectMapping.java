package dev.netlab.kubernetes;

import io.fabric8.kubernetes.api.model.FieldsV1;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Converts YAML to fabric8's model, as strictly as kubectl does. */
final class ObjectMapping {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new KnownFields())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  private ObjectMapping() {}

  /** The model keeps unknown fields, but a misspelt field must be reported. */
  private static final class KnownFields extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
      boolean keepsFields =
          annotated instanceof AnnotatedMember member
              && member.getDeclaringClass() == FieldsV1.class;
      return keepsFields && Boolean.TRUE.equals(super.hasAnySetter(config, annotated));
    }
  }

  /** A value that does not fit the model. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Object> path;

    Unfit(List<Object> path, String message, Throwable cause) {
      super(message, cause);
      this.path = path;
    }

    /** The path from the object to the value: field names and list indexes. */
    List<Object> path() {
      return path;
    }
  }

  static <T> T read(YamlNode.Mapping object, Class<T> type) {
    try {
      return MAPPER.convertValue(object.value(), type);
    } catch (JacksonException e) {
      List<Object> path =
          e.getPath().stream()
              .map(
                  step ->
                      step.getPropertyName() == null
                          ? (Object) step.getIndex()
                          : step.getPropertyName())
              .toList();
      throw new Unfit(path, message(e, path), e);
    }
  }

  private static String message(JacksonException e, List<Object> path) {
    StringBuilder field = new StringBuilder();
    for (Object step : path) {
      field.append(step instanceof Integer ? "[" + step + "]" : "." + step);
    }
    String name = field.isEmpty() ? "the object" : field.substring(1);
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown field %s; fields here: %s"
          .formatted(
              name,
              String.join(
                  ", ",
                  unknown.getKnownPropertyIds() == null
                      ? List.of()
                      : unknown.getKnownPropertyIds().stream()
                          .map(String::valueOf)
                          .sorted()
                          .toList()));
    }
    String words = e.getOriginalMessage();
    if (words.contains("to `java.lang.String`") || words.contains("type `java.lang.String`")) {
      return name + " must be text; put it in quotes";
    }
    return name
        + " is of another type than Kubernetes has it: "
        + words.lines().findFirst().orElse("");
  }
}
