import type { Constants, Dispatch, Kernel } from "./kernel";
import { Ledger } from "./ledger";
import { structSize } from "./struct";

/** The device failed: lost, out of memory, or handed something invalid. The message is a sentence for the user. */
export class GpuError extends Error {
  override readonly name = "GpuError";
}

export type Numbers = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Buffers from this size on are checked for memory before they are used. */
const CHECKED_BYTES = 16 * 2 ** 20;

/** The only class that calls WebGPU compute. Layers above speak kernels, dispatches and typed arrays. */
export class Gpu {
  readonly ledger = new Ledger();
  readonly #pipelines = new Map<Kernel, Map<string, Promise<GPUComputePipeline>>>();
  readonly #checks: Promise<void>[] = [];
  #failure: GpuError | undefined;

  constructor(
    readonly device: GPUDevice,
    /** Name of the adapter and its driver, for reports. */
    readonly adapterName: string,
  ) {
    void device.lost.then(({ reason, message }) => {
      if (reason !== "destroyed")
        this.#failure = new GpuError(`The graphics device was lost: ${message || reason}`);
    });
    device.addEventListener("uncapturederror", (event) => {
      event.preventDefault();
      this.#failure ??= new GpuError(`The graphics device refused a call: ${event.error.message}`);
    });
  }

  /** Records all dispatches into one submission. Resolves when queued; `read` and `settle` wait for the results. */
  async submit(dispatches: readonly Dispatch[]): Promise<void> {
    const pipelines = await Promise.all(
      dispatches.map(({ kernel, constants }) => this.#pipeline(kernel, constants)),
    );
    await this.#check();
    const encoder = this.device.createCommandEncoder();
    const uniforms = dispatches.map(({ kernel, params }) => this.#uniform(kernel.label, params));
    dispatches.forEach(({ kernel, buffers, workgroups }, i) => {
      const entries = [uniforms[i]!, ...buffers].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      }));
      const layout = pipelines[i]!.getBindGroupLayout(0);
      const pass = encoder.beginComputePass({ label: kernel.label });
      pass.setPipeline(pipelines[i]!);
      pass.setBindGroup(0, this.device.createBindGroup({ label: kernel.label, layout, entries }));
      pass.dispatchWorkgroups(...workgroups);
      pass.end();
    });
    this.device.queue.submit([encoder.finish()]);
    for (const uniform of uniforms) uniform.destroy();
  }

  /** Waits until everything submitted so far has run; throws what went wrong with it. */
  async settle(): Promise<void> {
    await this.device.queue.onSubmittedWorkDone();
    await this.#check();
  }

  /** A storage buffer holding `data`, or that many 4-byte zeros when `data` is a length. Give it back with `release`. */
  buffer(label: string, data: Numbers | number): GPUBuffer {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const size = Math.max(4, 4 * (typeof data === "number" ? data : data.length));
    // A shader sees a buffer whole.
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (size > most)
      throw new GpuError(
        `${label}: ${size} bytes in one buffer, this graphics device takes ${most}`,
      );
    const checked = size >= CHECKED_BYTES;
    if (checked) this.device.pushErrorScope("out-of-memory");
    const buffer = this.device.createBuffer({ label, size, usage: STORAGE | COPY_SRC | COPY_DST });
    if (checked) this.#checks.push(this.#memoryCheck(label, size));
    this.ledger.add(buffer, label, size);
    if (typeof data !== "number") this.write(buffer, data);
    return buffer;
  }

  /** Overwrites a storage buffer from `offsetBytes` on. */
  write(buffer: GPUBuffer, data: Numbers, offsetBytes = 0): void {
    this.device.queue.writeBuffer(buffer, offsetBytes, data);
  }

  /** Sets a storage buffer to zero. */
  clear(buffer: GPUBuffer): void {
    const encoder = this.device.createCommandEncoder();
    encoder.clearBuffer(buffer);
    this.device.queue.submit([encoder.finish()]);
  }

  /** Copies one storage buffer over the beginning of another. */
  copy(source: GPUBuffer, target: GPUBuffer, bytes = source.size): void {
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, target, 0, bytes);
    this.device.queue.submit([encoder.finish()]);
  }

  /** Destroys buffers made by `buffer`. */
  release(...buffers: readonly (GPUBuffer | undefined)[]): void {
    for (const buffer of buffers) {
      if (!buffer) continue;
      this.ledger.remove(buffer);
      buffer.destroy();
    }
  }

  /** Copies a storage buffer to the CPU after all work queued so far. */
  async read(source: GPUBuffer): Promise<Float32Array<ArrayBuffer>> {
    return new Float32Array(await this.#readBytes(source));
  }

  async readU32(source: GPUBuffer): Promise<Uint32Array<ArrayBuffer>> {
    return new Uint32Array(await this.#readBytes(source));
  }

  destroy(): void {
    this.device.destroy();
  }

  async #readBytes(source: GPUBuffer): Promise<ArrayBuffer> {
    const { label, size } = source;
    const { MAP_READ, COPY_DST } = GPUBufferUsage;
    const staging = this.device.createBuffer({
      label: `${label} readback`,
      size,
      usage: MAP_READ | COPY_DST,
    });
    this.ledger.add(staging, staging.label, size);
    try {
      const encoder = this.device.createCommandEncoder();
      encoder.copyBufferToBuffer(source, 0, staging, 0, size);
      this.device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ).catch((error: unknown) => {
        throw this.#failure ?? error;
      });
      await this.#check();
      return staging.getMappedRange().slice(0);
    } finally {
      this.release(staging);
    }
  }

  /** Throws the first failure of the device, which nothing after it can be trusted beyond. */
  async #check(): Promise<void> {
    await Promise.all(this.#checks.splice(0));
    if (this.#failure) throw this.#failure;
  }

  async #memoryCheck(label: string, bytes: number): Promise<void> {
    const error = await this.device.popErrorScope();
    if (error)
      this.#failure ??= new GpuError(
        `The graphics device has no memory for ${label} (${Math.round(bytes / 2 ** 20)} MiB); ${Math.round(this.ledger.bytes / 2 ** 20)} MiB are in use`,
      );
  }

  #pipeline(kernel: Kernel, constants: Constants): Promise<GPUComputePipeline> {
    const variants = this.#pipelines.get(kernel) ?? new Map<string, Promise<GPUComputePipeline>>();
    this.#pipelines.set(kernel, variants);
    const key = JSON.stringify(constants);
    const compiled = variants.get(key) ?? this.#compile(kernel, constants);
    variants.set(key, compiled);
    return compiled;
  }

  /** The explicit layout makes WebGPU itself check the shader against the kernel's declaration. */
  async #compile(
    { label, wgsl, params, buffers }: Kernel,
    constants: Constants,
  ): Promise<GPUComputePipeline> {
    const types = [
      "uniform",
      ...Object.values(buffers).map((a) => (a === "read" ? "read-only-storage" : "storage")),
    ];
    const entries = types.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: {
        type: type as GPUBufferBindingType,
        minBindingSize: binding === 0 ? structSize(params) : 0,
      },
    }));
    const module = this.device.createShaderModule({ label, code: wgsl.join("\n") });
    const { messages } = await module.getCompilationInfo();
    const errors = messages
      .filter((m) => m.type === "error")
      .map((m) => `${m.lineNum}:${m.linePos} ${m.message}`);
    if (errors.length > 0)
      throw new Error(`Shader ${label} does not compile:\n${errors.join("\n")}`);
    const layout = this.device.createPipelineLayout({
      label,
      bindGroupLayouts: [this.device.createBindGroupLayout({ label, entries })],
    });
    return this.device.createComputePipelineAsync({
      label,
      layout,
      compute: { module, constants: { ...constants } },
    });
  }

  #uniform(label: string, bytes: ArrayBuffer): GPUBuffer {
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = this.device.createBuffer({
      label: `${label} params`,
      size: bytes.byteLength,
      usage,
    });
    this.device.queue.writeBuffer(buffer, 0, bytes);
    return buffer;
  }
}
