// Copying a network's arrays out, and checking a list before anything of it is taken over.
#include "training/state_dict.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "kernels/reduce.hpp"

namespace livefig {
namespace {

/// Where one array lies: among the parameters or among the buffers.
struct Slot {
  std::string_view name;
  const Shape* shape;
  bool buffer;
  std::size_t offset;
  std::size_t size;

  In read(const Network& network) const {
    return (buffer ? network.buffers() : network.parameters()).subspan(offset, size);
  }
  Out write(Network& network) const {
    return (buffer ? network.buffers() : network.parameters()).subspan(offset, size);
  }
};

std::vector<Slot> parameter_slots(const Network& network) {
  std::vector<Slot> slots;
  for (const ParameterInfo& info : network.parameter_infos()) {
    slots.push_back({info.name, &info.shape, false, info.offset, info.count});
  }
  return slots;
}

std::vector<Slot> all_slots(const Network& network) {
  std::vector<Slot> slots;
  for (const Network::StateEntry& entry : network.state_order()) {
    if (entry.is_buffer) {
      const BufferInfo& info = network.buffer_infos()[entry.index];
      slots.push_back({info.name, &info.shape, true, info.offset, info.count});
    } else {
      const ParameterInfo& info = network.parameter_infos()[entry.index];
      slots.push_back({info.name, &info.shape, false, info.offset, info.count});
    }
  }
  return slots;
}

std::vector<NamedArray> copied(const Network& network, const std::vector<Slot>& slots) {
  std::vector<NamedArray> list;
  for (const Slot& slot : slots) add_array(list, slot.name, *slot.shape, slot.read(network));
  return list;
}

Status load(Network& network, const std::vector<Slot>& slots, const std::vector<NamedArray>& list) {
  std::vector<const NamedArray*> given(slots.size());
  for (const NamedArray& array : list) {
    const auto slot = std::ranges::find(slots, std::string_view(array.name), &Slot::name);
    if (slot == slots.end()) return Error{ErrorCode::UnknownName, array.name, "is not an array of this model"};
    const NamedArray*& place = given[static_cast<std::size_t>(slot - slots.begin())];
    if (place != nullptr) return Error{ErrorCode::InvalidValue, array.name, "is given twice"};
    if (array.shape != *slot->shape || array.data.size() != slot->size) {
      return Error{ErrorCode::ShapeMismatch,
                   array.name,
                   {"expected shape ", to_string(*slot->shape), ", got ", to_string(array.shape), " with ",
                    array.data.size(), " values"}};
    }
    if (!all_finite(array.data)) return Error{ErrorCode::BadData, array.name, "holds a value that is not finite"};
    place = &array;
  }
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (given[i] == nullptr) return Error{ErrorCode::MissingField, slots[i].name, "is missing"};
  }
  for (std::size_t i = 0; i < slots.size(); ++i) std::ranges::copy(given[i]->data, slots[i].write(network).begin());
  return {};
}

}  // namespace

std::vector<NamedArray> named_parameters(const Network& network) { return copied(network, parameter_slots(network)); }

std::vector<NamedArray> state_dict(const Network& network) { return copied(network, all_slots(network)); }

Status set_parameters(Network& network, const std::vector<NamedArray>& list) {
  return load(network, parameter_slots(network), list);
}

Status load_state_dict(Network& network, const std::vector<NamedArray>& list) {
  return load(network, all_slots(network), list);
}

}  // namespace livefig
