/**
 * The background process of one lab, which keeps its userspace devices alive and supervises its
 * containers: {@link dev.netlab.engine.agent.Agent} runs, {@link
 * dev.netlab.engine.agent.AgentProcess} starts and stops it, {@link
 * dev.netlab.engine.agent.AgentClient} talks to it.
 *
 * <p>Its files in the lab's state directory, all 0600: {@code agent.sock} (requests and replies of
 * one JSON line each), {@code agent.json} (devices to keep alive), {@code containers.json}, {@code
 * agent.log}.
 */
@NullMarked
package dev.netlab.engine.agent;

import org.jspecify.annotations.NullMarked;
