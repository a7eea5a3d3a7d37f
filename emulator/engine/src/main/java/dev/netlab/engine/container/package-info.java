/**
 * Containers under the supervision of a lab's agent: {@link
 * dev.netlab.engine.container.Supervision} decides, without a clock or a process, what is to be
 * started when; {@link dev.netlab.engine.container.Supervisor} does it with processes.
 *
 * <p>{@link dev.netlab.lab.plan.container.ContainerSetup} has what a container is made of.
 */
@NullMarked
package dev.netlab.engine.container;

import org.jspecify.annotations.NullMarked;
