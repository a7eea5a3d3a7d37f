package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.lab.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why a link-layer address was not to be had: what became of the question for it, and of the
 * answer. Where one of these was lost, that is what the waiting packet was lost of.
 */
final class NeighbourFailure {
  private final NeighbourRequests questions;
  private final Responses answers;
  private final Function<PacketPath, Ending> endings;

  /**
   * @param endings how the journey of a question or an answer ended
   */
  NeighbourFailure(
      NeighbourRequests questions, Responses answers, Function<PacketPath, Ending> endings) {
    this.questions = questions;
    this.answers = answers;
    this.endings = endings;
  }

  /**
   * The end of a packet that waits for an address.
   *
   * @param waits as the node's state has it
   */
  Ending explain(Ending waits, Diagnosis.NextHop hop) {
    return questions.of(waits.node(), hop).map(path -> explain(waits, hop, path)).orElse(waits);
  }

  private Ending explain(Ending waits, Diagnosis.NextHop hop, PacketPath question) {
    Sighting last = question.last();
    boolean heard = last.way() == Way.IN && last.depth() == 0;
    if (!heard) {
      return lost(waits, "the question for the link-layer address of " + hop.address(), question);
    }
    Optional<PacketPath> answer = answers.reply(last);
    return answer.isPresent()
        ? lost(
            waits, "the answer that tells the link-layer address of " + hop.address(), answer.get())
        : with(
            waits, "its question came to %s, and nobody answered".formatted(last.frame().point()));
  }

  private Ending lost(Ending waits, String what, PacketPath path) {
    Ending end = endings.apply(path);
    if (end.outcome() == Outcome.DELIVERED || end.cause() == Cause.UNKNOWN) {
      return with(waits, what + " was last seen at " + path.last().frame().point());
    }
    List<String> evidence = new ArrayList<>(List.of(waits.text()));
    evidence.addAll(end.evidence());
    evidence.addAll(waits.evidence());
    return new Ending(
        Outcome.DROPPED,
        end.cause(),
        end.proof(),
        end.node(),
        end.interfaceName(),
        "%s was lost: %s".formatted(what, end.text()),
        evidence);
  }

  private static Ending with(Ending ending, String more) {
    List<String> evidence = new ArrayList<>(ending.evidence());
    evidence.add(more);
    return new Ending(
        ending.outcome(),
        ending.cause(),
        ending.proof(),
        ending.node(),
        ending.interfaceName(),
        ending.text(),
        evidence);
  }
}
