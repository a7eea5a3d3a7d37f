package dev.netlab.engine.site;

import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.ExecTarget;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.PrintableText;
import dev.netlab.lab.yaml.LabReader;
import dev.netlab.lab.yaml.Suggestion;
import dev.netlab.netlink.netns.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lab that is up, as recorded in its state directory. */
public final class RunningLab implements Site {
  private final StateDirectory state;
  private final Journal.Content journal;
  private final Map<String, NodeNamespace> namespaces = new LinkedHashMap<>();
  private volatile @Nullable Lab lab;

  private RunningLab(StateDirectory state, Journal.Content journal) {
    this.state = state;
    this.journal = journal;
    journal.namespaces().forEach(n -> put(NodeNamespace.of(n)));
  }

  private void put(NodeNamespace namespace) {
    namespaces.put(namespace.node(), namespace);
  }

  public static RunningLab of(StateDirectory state) {
    return new RunningLab(state, new Journal(state.journal(), state.name()).read());
  }

  /** As above, for callers that have already read the lab's file. */
  public static RunningLab of(StateDirectory state, Lab lab) {
    RunningLab running = of(state);
    running.lab = lab;
    return running;
  }

  public StateDirectory state() {
    return state;
  }

  public LabName name() {
    return state.name();
  }

  @Override
  public String siteName() {
    return name().text();
  }

  @Override
  public String description() {
    return "lab " + name();
  }

  /** Nodes and networks, by name, in the order in which they were created. */
  @Override
  public List<String> nodes() {
    return List.copyOf(namespaces.keySet());
  }

  /** Whether all of the lab was created; false if its {@code up} died on the way. */
  public boolean isComplete() {
    return journal.isComplete();
  }

  /** Names that no longer refer to the lab's namespaces, each as a sentence. */
  public List<String> lost() {
    return namespaces.values().stream().flatMap(n -> n.wrong().stream()).toList();
  }

  /** Whether a node's name is gone, regardless of what the remaining names refer to. */
  boolean isANameGone() {
    return namespaces.values().stream().anyMatch(each -> Files.notExists(each.path()));
  }

  /** What is wrong with the files that netlab wrote about the lab, each as a sentence. */
  public List<String> damage() {
    List<String> damage = new ArrayList<>(journal.damage());
    if (isComplete() && origin().isEmpty()) {
      damage.add("%s cannot be read, so the lab's file is not known".formatted(state.origin()));
    }
    return List.copyOf(damage);
  }

  /** What to do about a lab in which something is wrong. */
  public String repair() {
    return "take the lab down and bring it up again: netlab down " + name();
  }

  /** The file that the lab was brought up from; empty if it is unknown. */
  public String origin() {
    try {
      return PrintableText.of(Files.readString(state.origin()));
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public Path namespacePath(String node) {
    NodeNamespace namespace = namespace(node);
    namespace
        .wrong()
        .ifPresent(
            wrong -> {
              throw new LabStateException(wrong + "; " + repair());
            });
    return namespace.path();
  }

  private NodeNamespace namespace(String node) {
    NodeNamespace namespace = namespaces.get(node);
    if (namespace == null) {
      throw new LabStateException(
          "lab %s has no node %s; %s"
              .formatted(name(), PrintableText.beginning(node), Suggestion.among(node, nodes())));
    }
    return namespace;
  }

  public LabAgent agent() {
    return new LabAgent(state);
  }

  @Override
  public DeviceCarrier devices() {
    return agent();
  }

  @Override
  public Lifetime lifetime() {
    return new LabLifetime(this);
  }

  @Override
  public Optional<Lab> lab() {
    Lab known = lab;
    if (known == null) {
      known = LabReader.read(state.labFile(), name());
      lab = known;
    }
    return Optional.of(known);
  }

  @Override
  public Optional<StateDirectory> records() {
    return Optional.of(state);
  }

  @Override
  public Namespace open(String node) {
    return namespace(node).open(repair());
  }

  /** Runs it as {@link NodeCommand} describes. */
  @Override
  public List<String> command(ExecTarget place, List<String> command) {
    String node = namespace(place.node()).node();
    return place
        .container()
        .map(name -> containers().command(new ContainerName(node, name), command))
        .orElseGet(() -> NodeCommand.of(state, node, command)); // which checks the namespace
  }

  /** The same for {@code NODE} or {@code NODE/CONTAINER}, as users write it. */
  public List<String> command(String place, List<String> command) {
    return command(ExecTarget.parse(place), command);
  }

  public LabContainers containers() {
    return new LabContainers(state);
  }
}
