package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.agent.AgentException;
import dev.netlab.engine.lifecycle.StepException;
import dev.netlab.insight.facts.FactResult;
import dev.netlab.lab.yaml.LabFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Whatever one element is taken out of a lab's networks and nodes: the file is refused, or the
 * kernel refuses it, or a fact fails. So each fact can fail, and nothing stands in a lab for show.
 */
class EveryElementIsNeededIT {
  /** Most of a broken lab's time is waiting for a ping that gets no answer. */
  private static final int AT_ONCE = 5;

  private static final int UNBROKEN = -1;

  /** Of a lab's elements in one run, as all of them take minutes a lab. */
  private static final int SHARE = 8;

  @TempDir Path folder;

  private enum Outcome {
    REFUSED,
    FACT_FAILED,
    NOTHING_NOTICED
  }

  private record Trial(Element element, Outcome outcome) {}

  /** All of a lab's elements take up to five minutes on a machine that does nothing else. */
  @ParameterizedTest
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  @ValueSource(
      strings = {"liqo-two-clusters", "contiv-vpp", "openshift-tracing", "docker-vm-baremetal"})
  void ofTheLab(String lab) throws Exception {
    List<Trial> trials = tryAll(LabFolder.file(lab));
    assertThat(trials).extracting(Trial::outcome).contains(Outcome.REFUSED, Outcome.FACT_FAILED);
    assertThat(trials)
        .filteredOn(trial -> trial.outcome() == Outcome.NOTHING_NOTICED)
        .as("elements that no fact misses, of %d".formatted(trials.size()))
        .isEmpty();
  }

  private List<Trial> tryAll(Path file) throws Exception {
    Map<?, ?> whole =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(LabFolder.text(file));
    ScenarioOrder order = new ScenarioOrder(whole);
    assertThat(missed(whole, order, folder(file, UNBROKEN), UNBROKEN))
        .as("facts that the whole lab misses")
        .isEmpty();
    List<Callable<Trial>> trials = new ArrayList<>();
    for (Element element : share(elements(whole))) {
      int number = trials.size();
      Path folderOfOne = folder(file, number);
      trials.add(
          () ->
              new Trial(
                  element,
                  outcome((Map<?, ?>) element.without(whole), order, folderOfOne, number)));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Trial> done = new ArrayList<>();
      for (Future<Trial> trial : threads.invokeAll(trials)) {
        done.add(trial.get());
      }
      return done;
    }
  }

  private static List<Element> elements(Map<?, ?> lab) {
    return Stream.of("networks", "nodes")
        .filter(lab::containsKey)
        .flatMap(part -> Element.below(lab.get(part), List.of(part)).stream())
        .filter(element -> !element.saysOnlyWhen())
        .toList();
  }

  /**
   * Evenly spread, from a place that another commit has elsewhere; all of them with {@code
   * -Delements=all}.
   */
  private static List<Element> share(List<Element> all) throws IOException {
    if ("all".equals(System.getProperty("elements"))) {
      return all;
    }
    int every = Math.ceilDiv(all.size(), SHARE);
    int first = Math.floorMod(Revision.of(Path.of("..")).hashCode(), every);
    return IntStream.iterate(first, i -> i < all.size(), i -> i + every)
        .mapToObj(all::get)
        .toList();
  }

  /** A folder with all of a lab's but the lab file. */
  private Path folder(Path lab, int number) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("lab-" + number));
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(lab.resolveSibling(""), "*.yaml")) {
      for (Path each : beside) {
        if (!each.endsWith("lab.yaml")) {
          Files.copy(each, copy.resolve(each.getFileName()));
        }
      }
    }
    return copy;
  }

  private static Outcome outcome(Map<?, ?> lab, ScenarioOrder order, Path folder, int number)
      throws IOException {
    try {
      return missed(lab, order, folder, number).isPresent()
          ? Outcome.FACT_FAILED
          : Outcome.NOTHING_NOTICED;
    } catch (LabFileException | StepException | AgentException e) {
      return Outcome.REFUSED;
    }
  }

  private static Optional<FactResult> missed(
      Map<?, ?> lab, ScenarioOrder order, Path folder, int number) throws IOException {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(file, new Dump(DumpSettings.builder().build()).dumpToString(order.of(lab)));
    Optional<FactResult> missed = LabFolder.firstMissed(file, "nlt-less-" + number);
    missed.map(FactResult::scenario).ifPresent(order::missedBy);
    return missed;
  }
}
