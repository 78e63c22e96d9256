// Copying a network's arrays out, and checking a list before anything of it is taken over.
#include "training/state_dict.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "kernels/reduce.hpp"

namespace livefig {
namespace {

using Infos = std::span<const ArrayInfo>;

std::vector<NamedArray> copied(const Network& network, Infos infos) {
  std::vector<NamedArray> list;
  for (const ArrayInfo& info : infos) {
    const In all = info.buffer ? network.buffers() : network.parameters();
    add_array(list, info.name, info.shape, all.subspan(info.offset, info.count));
  }
  return list;
}

Status load(Network& network, Infos infos, const std::vector<NamedArray>& list) {
  std::vector<const NamedArray*> given(infos.size());
  for (const NamedArray& array : list) {
    const auto info = std::ranges::find(infos, array.name, &ArrayInfo::name);
    if (info == infos.end()) return Error{ErrorCode::UnknownName, array.name, "is not an array of this model"};
    const NamedArray*& place = given[static_cast<std::size_t>(info - infos.begin())];
    if (place != nullptr) return Error{ErrorCode::InvalidValue, array.name, "is given twice"};
    if (array.shape != info->shape || array.data.size() != info->count) {
      return Error{ErrorCode::ShapeMismatch,
                   array.name,
                   {"expected shape ", to_string(info->shape), ", got ", to_string(array.shape), " with ",
                    array.data.size(), " values"}};
    }
    if (!all_finite(array.data)) return Error{ErrorCode::BadData, array.name, "holds a value that is not finite"};
    place = &array;
  }
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (given[i] == nullptr) return Error{ErrorCode::MissingField, infos[i].name, "is missing"};
  }
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const Out all = infos[i].buffer ? network.buffers() : network.parameters();
    std::ranges::copy(given[i]->data, all.subspan(infos[i].offset, infos[i].count).begin());
  }
  return {};
}

}  // namespace

std::vector<NamedArray> named_parameters(const Network& network) { return copied(network, network.parameter_infos()); }

std::vector<NamedArray> state_dict(const Network& network) { return copied(network, network.state_infos()); }

Status set_parameters(Network& network, const std::vector<NamedArray>& list) {
  return load(network, network.parameter_infos(), list);
}

Status load_state_dict(Network& network, const std::vector<NamedArray>& list) {
  return load(network, network.state_infos(), list);
}

}  // namespace livefig
