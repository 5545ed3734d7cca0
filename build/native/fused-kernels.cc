/*
 * Kernels for the training of small networks, each one pass over memory where TensorFlow's own need several: registered with TensorFlow as operations
 * of the processor when this addon is loaded. All tensors are float32. Each runs on the calling thread: processes of one thread train side by side.
 */
#include <node_api.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_tensor.h"

// Of tensorflow/c/kernels.h, whose other parts need headers of TensorFlow's C++ interface.
extern "C" {
struct TF_KernelBuilder;
struct TF_OpKernelConstruction;
struct TF_OpKernelContext;
TF_KernelBuilder* TF_NewKernelBuilder(const char* operation, const char* device, void* (*create)(TF_OpKernelConstruction*),
                                      void (*compute)(void*, TF_OpKernelContext*), void (*destroy)(void*));
void TF_RegisterKernelBuilder(const char* name, TF_KernelBuilder* builder, TF_Status* status);
void TF_GetInput(TF_OpKernelContext* context, int index, TF_Tensor** tensor, TF_Status* status);
TF_Tensor* TF_AllocateOutput(TF_OpKernelContext* context, int index, TF_DataType type, const int64_t* shape, int axes, size_t bytes,
                             TF_Status* status);
void TF_OpKernelContext_Failure(TF_OpKernelContext* context, TF_Status* status);
}

// The widest vectors that the processor has are chosen when the library is loaded.
#define VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))

namespace {

/** e^x to about one unit in the last place, and NaN of NaN (after Moshier's Cephes library: range reduction by ln 2, a polynomial of degree 5). */
inline float exponential(float x) {
  const float bounded = x > 88.0f ? 88.0f : (x < -87.0f ? -87.0f : x);
  const float n = __builtin_rintf(bounded * 1.44269504f);
  const float r = (bounded - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float value = p * r * r + r + 1.0f;
  const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return value * power;
}

VECTORISED void siluRow(const float* z, const float* bias, const float* residual, float* value, float* slope, int64_t width) {
  if (residual == nullptr) {
    for (int64_t k = 0; k < width; k++) {
      const float x = z[k] + bias[k];
      const float gate = 1.0f / (1.0f + exponential(-x));
      const float v = x * gate;
      value[k] = v;
      slope[k] = gate + v - v * gate;
    }
    return;
  }
  for (int64_t k = 0; k < width; k++) {
    const float x = z[k] + bias[k];
    const float gate = 1.0f / (1.0f + exponential(-x));
    const float v = x * gate;
    value[k] = residual[k] + v;
    slope[k] = gate + v - v * gate;
  }
}

VECTORISED void slopeRow(const float* dy, const float* slope, float* dz, float* sum, int64_t width) {
  for (int64_t k = 0; k < width; k++) {
    const float d = dy[k] * slope[k];
    dz[k] = d;
    sum[k] += d;
  }
}

VECTORISED void adamStep(const float* parameters, const float* gradient, const float* mean, const float* square, float* moved, float* newMean,
                         float* newSquare, const float* settings, int64_t count) {
  const float beta1 = settings[0], beta2 = settings[1], epsilon = settings[2], scale = settings[3], kept = settings[4];
  const float rest1 = settings[5], rest2 = settings[6];
  for (int64_t k = 0; k < count; k++) {
    const float g = gradient[k];
    const float m = mean[k] * beta1 + g * rest1;
    const float s = square[k] * beta2 + g * g * rest2;
    newMean[k] = m;
    newSquare[k] = s;
    moved[k] = parameters[k] * kept - m / (__builtin_sqrtf(s) + epsilon) * scale;
  }
}

/** sin(r + nπ) for |r| ≤ π/2, to about two units in the last place (coefficients of Shibata's SLEEF library). */
inline float alternatingSine(float r, int32_t n) {
  const float q = r * r;
  float p = 2.6083159809786593e-6f;
  p = p * q - 1.9810690719168633e-4f;
  p = p * q + 8.3330785855650902e-3f;
  p = p * q - 1.6666659712791443e-1f;
  const float value = r + r * q * p;
  int32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  bits ^= static_cast<int32_t>(static_cast<uint32_t>(n) << 31);
  float signed_value;
  std::memcpy(&signed_value, &bits, sizeof signed_value);
  return signed_value;
}

/** sin and cos by a reduction by π in three parts; for phases up to some thousands. */
VECTORISED void turnRow(const float* phase, float* sines, float* cosines, int64_t count) {
  for (int64_t k = 0; k < count; k++) {
    const float x = phase[k];
    const float n = __builtin_rintf(x * 0.318309886f);
    sines[k] = alternatingSine(((x - n * 3.1414794921875f) - n * 1.1315941810607910e-4f) - n * 1.9841872589410059e-9f, static_cast<int32_t>(n));
    // cos x = sin(x + π/2), with x + π/2 = r + mπ.
    const float m = __builtin_rintf(x * 0.318309886f + 0.5f);
    const float h = m - 0.5f;
    cosines[k] = alternatingSine(((x - h * 3.1414794921875f) - h * 1.1315941810607910e-4f) - h * 1.9841872589410059e-9f, static_cast<int32_t>(m));
  }
}

/** The inputs of an operation, freed at the end of its computation. */
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  ~Call() {
    for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  const TF_Tensor* input(int index) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context_, index, &tensor, status_);
    check();
    tensors_.push_back(tensor);
    return tensor;
  }
  float* output(int index, const std::vector<int64_t>& shape) {
    int64_t count = 1;
    for (int64_t size : shape) count *= size;
    TF_Tensor* tensor =
        TF_AllocateOutput(context_, index, TF_FLOAT, shape.data(), static_cast<int>(shape.size()), count * sizeof(float), status_);
    check();
    tensors_.push_back(tensor);
    return static_cast<float*>(TF_TensorData(tensor));
  }
  void expect(bool holds, const char* otherwise) {
    if (holds) return;
    TF_SetStatus(status_, TF_INVALID_ARGUMENT, otherwise);
    throw std::invalid_argument(otherwise);
  }
  TF_Status* status() { return status_; }

 private:
  void check() {
    if (TF_GetCode(status_) != TF_OK) throw std::runtime_error(TF_Message(status_));
  }
  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

std::vector<int64_t> shapeOf(const TF_Tensor* tensor) {
  std::vector<int64_t> shape;
  for (int axis = 0; axis < TF_NumDims(tensor); axis++) shape.push_back(TF_Dim(tensor, axis));
  return shape;
}

const float* numbersOf(const TF_Tensor* tensor) { return static_cast<const float*>(TF_TensorData(tensor)); }

/** z [R, B, W], bias [R, 1, W], perhaps residual [R, B, W] → residual + silu(z + bias), and silu's slope there. */
template <bool WithResidual>
void biasSilu(Call& call) {
  const TF_Tensor* z = call.input(0);
  const TF_Tensor* bias = call.input(1);
  const std::vector<int64_t> shape = shapeOf(z);
  call.expect(shape.size() == 3, "z has the axes [R, B, W]");
  const int64_t replicas = shape[0], rows = shape[1], width = shape[2];
  call.expect(shapeOf(bias) == std::vector<int64_t>({replicas, 1, width}), "bias has the axes [R, 1, W] of z");
  const float* residual = nullptr;
  if (WithResidual) {
    const TF_Tensor* third = call.input(2);
    call.expect(shapeOf(third) == shape, "residual has the axes of z");
    residual = numbersOf(third);
  }
  float* value = call.output(0, shape);
  float* slope = call.output(1, shape);
  for (int64_t r = 0; r < replicas; r++)
    for (int64_t b = 0; b < rows; b++) {
      const int64_t at = (r * rows + b) * width;
      siluRow(numbersOf(z) + at, numbersOf(bias) + r * width, WithResidual ? residual + at : nullptr, value + at, slope + at, width);
    }
}

/** dy and slope [R, B, W] → dy · slope, and its sum over B, [R, 1, W]. */
void biasSiluGrad(Call& call) {
  const TF_Tensor* dy = call.input(0);
  const TF_Tensor* slope = call.input(1);
  const std::vector<int64_t> shape = shapeOf(dy);
  call.expect(shape.size() == 3 && shapeOf(slope) == shape, "dy and slope have the axes [R, B, W]");
  const int64_t replicas = shape[0], rows = shape[1], width = shape[2];
  float* dz = call.output(0, shape);
  float* sum = call.output(1, {replicas, 1, width});
  std::memset(sum, 0, replicas * width * sizeof(float));
  for (int64_t r = 0; r < replicas; r++)
    for (int64_t b = 0; b < rows; b++) {
      const int64_t at = (r * rows + b) * width;
      slopeRow(numbersOf(dy) + at, numbersOf(slope) + at, dz + at, sum + r * width, width);
    }
}

/** parameters, gradient, mean, square of one shape, settings [7] → the same three after a step of Adam. */
void adam(Call& call) {
  const TF_Tensor* parts[4];
  for (int index = 0; index < 4; index++) parts[index] = call.input(index);
  const TF_Tensor* settings = call.input(4);
  const std::vector<int64_t> shape = shapeOf(parts[0]);
  for (const TF_Tensor* part : parts) call.expect(shapeOf(part) == shape, "parameters, gradient and moments have one shape");
  call.expect(TF_TensorElementCount(settings) == 7, "settings has 7 entries");
  float* moved = call.output(0, shape);
  float* mean = call.output(1, shape);
  float* square = call.output(2, shape);
  adamStep(numbersOf(parts[0]), numbersOf(parts[1]), numbersOf(parts[2]), numbersOf(parts[3]), moved, mean, square, numbersOf(settings),
           TF_TensorElementCount(parts[0]));
}

/** phases [R, B, F] → their sines and cosines [R, B, 2F]. */
void turns(Call& call) {
  const TF_Tensor* phases = call.input(0);
  std::vector<int64_t> shape = shapeOf(phases);
  call.expect(shape.size() == 3, "phases have the axes [R, B, F]");
  const int64_t rows = shape[0] * shape[1], count = shape[2];
  shape[2] = 2 * count;
  float* out = call.output(0, shape);
  for (int64_t row = 0; row < rows; row++) turnRow(numbersOf(phases) + row * count, out + 2 * row * count, out + (2 * row + 1) * count, count);
}

template <void (*Operation)(Call&)>
void compute(void*, TF_OpKernelContext* context) {
  Call call(context);
  try {
    Operation(call);
  } catch (const std::exception&) {
    // The status says what was wrong.
    TF_OpKernelContext_Failure(context, call.status());
  }
}

using Compute = void (*)(void*, TF_OpKernelContext*);

void unknownShape(TF_ShapeInferenceContext* context, TF_Status* status) { TF_ShapeInferenceContextSetUnknownShape(context, status); }

/** Registers an operation of float tensors and its kernel; answers what went wrong, or nothing. */
std::string registerOperation(const char* name, std::initializer_list<const char*> inputs, std::initializer_list<const char*> outputs, Compute compute) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* operation = TF_NewOpDefinitionBuilder(name);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(operation, (std::string(input) + ": float").c_str());
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(operation, (std::string(output) + ": float").c_str());
  TF_OpDefinitionBuilderSetShapeInferenceFunction(operation, unknownShape);
  TF_RegisterOpDefinition(operation, status);
  if (TF_GetCode(status) == TF_OK)
    TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", nullptr, compute, nullptr), status);
  const std::string problem = TF_GetCode(status) == TF_OK ? "" : TF_Message(status);
  TF_DeleteStatus(status);
  return problem;
}

std::string registerAll() {
  // Once a process, however many contexts load the addon.
  static const std::string problem = [] {
    std::string found = registerOperation("GapscopeBiasSilu", {"z", "bias"}, {"value", "slope"}, compute<biasSilu<false>>);
    if (found.empty())
      found = registerOperation("GapscopeResidualBiasSilu", {"z", "bias", "residual"}, {"value", "slope"}, compute<biasSilu<true>>);
    if (found.empty()) found = registerOperation("GapscopeBiasSiluGrad", {"dy", "slope"}, {"dz", "dbias"}, compute<biasSiluGrad>);
    if (found.empty())
      found = registerOperation("GapscopeAdam", {"parameters", "gradient", "mean", "square", "settings"}, {"moved", "new_mean", "new_square"},
                                compute<adam>);
    if (found.empty()) found = registerOperation("GapscopeTurns", {"phases"}, {"features"}, compute<turns>);
    return found;
  }();
  return problem;
}

napi_value initialise(napi_env env, napi_value exports) {
  const std::string problem = registerAll();
  if (!problem.empty()) napi_throw_error(env, nullptr, problem.c_str());
  return exports;
}

}  // namespace

NAPI_MODULE(gapscope_kernels, initialise)
