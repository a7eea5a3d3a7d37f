package dev.netlab.insight.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionEventOrderTest {
  private static final List<String> WANTED =
      List.of("NEW SYN_SENT", "UPDATE ESTABLISHED", "UPDATE FIN_WAIT", "UPDATE LAST_ACK");

  @ParameterizedTest
  @CsvSource({
    "NEW SYN_SENT+UPDATE ESTABLISHED+UPDATE FIN_WAIT+UPDATE LAST_ACK, true",
    "NEW SYN_SENT+UPDATE SYN_RECV+UPDATE ESTABLISHED+UPDATE FIN_WAIT+UPDATE LAST_ACK+DESTROY, true",
    "NEW SYN_SENT+UPDATE ESTABLISHED+UPDATE LAST_ACK+UPDATE LAST_ACK, true",
    "NEW SYN_SENT+UPDATE ESTABLISHED+UPDATE LAST_ACK, false",
    "NEW SYN_SENT+UPDATE ESTABLISHED+UPDATE LAST_ACK+UPDATE FIN_WAIT, false",
    "UPDATE ESTABLISHED+UPDATE ESTABLISHED+UPDATE FIN_WAIT+UPDATE LAST_ACK, false",
    "NEW SYN_SENT+UPDATE ESTABLISHED+UPDATE FIN_WAIT+UPDATE TIME_WAIT, false",
  })
  void eachStateHasAnEventThatToldOfItOrWasLate(String told, boolean wentThrough) {
    List<String> events = List.of(told.split("\\+"));
    assertThat(ConnectionConditions.passedThrough(WANTED, events)).isEqualTo(wentThrough);
  }
}
