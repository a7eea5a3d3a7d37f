/**
 * Containers that a lab's agent supervises. {@link dev.netlab.engine.container.Supervision}
 * decides, without a clock or a process, what to start and when. {@link
 * dev.netlab.engine.container.Supervisor} carries that out with processes.
 *
 * <p>{@link dev.netlab.lab.plan.container.ContainerSetup} describes what a container consists of.
 */
@NullMarked
package dev.netlab.engine.container;

import org.jspecify.annotations.NullMarked;
