/* model: the container, opened in place. */
#include "model.h"

#include <string.h>

#define MODEL_MAGIC        "SAYSO\r\n\032"
#define MODEL_HEADER       32u
#define MODEL_SECTION      24u
#define MODEL_MAX_SECTIONS 64u
#define MODEL_ALIGNMENT    64u

struct header {
    uint8_t magic[8];
    uint32_t version, sections;
    uint64_t size, checksum;
};
struct section {
    uint32_t id, zero;
    uint64_t offset, size;
};

uint64_t model_checksum(const uint8_t *bytes, size_t size)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325), word;
    size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        memcpy(&word, bytes + i, 8);
        hash = (hash ^ word) * UINT64_C(0x100000001B3);
    }
    if (i < size) {
        word = 0;
        memcpy(&word, bytes + i, size - i);
        hash = (hash ^ word) * UINT64_C(0x100000001B3);
    }
    return hash;
}

static sayso_status check_header(const uint8_t *bytes, size_t size, unsigned flags, struct header *header,
                                 sayso_error *error)
{
    const uint16_t one = 1;
    uint8_t low;
    memcpy(&low, &one, 1);
    if (!low || (uintptr_t)bytes % 8)
        return error_fill(error, SAYSO_ERROR_ARGUMENT, 0, "a model needs a little-endian machine and 8-byte alignment");
    if (size < 8 || memcmp(bytes, MODEL_MAGIC, 8) != 0)
        return error_fill(error, SAYSO_ERROR_MODEL, 0, "this is not a sayso model");
    if (size < MODEL_HEADER)
        return error_fill(error, SAYSO_ERROR_MODEL, size, "the model is damaged: its header is cut off");
    memcpy(header, bytes, sizeof *header);
    if (header->version != SAYSO_MODEL_VERSION)
        return error_fill(error, SAYSO_ERROR_VERSION, offsetof(struct header, version),
                          "the model was made for another version of sayso");
    if (header->size != size)
        return error_fill(error, SAYSO_ERROR_MODEL, size < header->size ? size : offsetof(struct header, size),
                          "the model is damaged: its size is not what its header says");
    if (header->sections > MODEL_MAX_SECTIONS || MODEL_HEADER + (uint64_t)header->sections * MODEL_SECTION > size)
        return error_fill(error, SAYSO_ERROR_MODEL, offsetof(struct header, sections),
                          "the model is damaged: it counts too many sections");
    if ((flags & SAYSO_VERIFY) && model_checksum(bytes + MODEL_HEADER, size - MODEL_HEADER) != header->checksum)
        return error_fill(error, SAYSO_ERROR_MODEL, offsetof(struct header, checksum),
                          "the model is damaged: its checksum does not fit");
    return SAYSO_OK;
}

/* The sections' table: within the file, aligned, no id twice. */
static sayso_status check_sections(const uint8_t *bytes, const struct header *header,
                                   struct section sections[MODEL_MAX_SECTIONS], sayso_error *error)
{
    const uint64_t first = MODEL_HEADER + (uint64_t)header->sections * MODEL_SECTION;
    for (uint32_t i = 0; i < header->sections; i++) {
        const size_t at = MODEL_HEADER + (size_t)i * MODEL_SECTION;
        struct section *section = &sections[i];
        memcpy(section, bytes + at, sizeof *section);
        if (section->zero)
            return error_fill(error, SAYSO_ERROR_MODEL, at + 4, "the model is damaged: a reserved field is set");
        if (section->offset % MODEL_ALIGNMENT || section->offset < first || section->offset > header->size)
            return error_fill(error, SAYSO_ERROR_MODEL, at + 8, "the model is damaged: a section lies outside");
        if (section->size > header->size - section->offset)
            return error_fill(error, SAYSO_ERROR_MODEL, at + 16, "the model is damaged: a section ends outside");
        for (uint32_t k = 0; k < i; k++)
            if (sections[k].id == section->id)
                return error_fill(error, SAYSO_ERROR_MODEL, at, "the model is damaged: a section stands twice");
    }
    return SAYSO_OK;
}

static sayso_status open_sections(struct sayso_model *model, const uint8_t *bytes, const struct header *header,
                                  sayso_error *error)
{
    struct section sections[MODEL_MAX_SECTIONS];
    const struct memory memory = {&model->allocator, NULL};
    sayso_status status = check_sections(bytes, header, sections, error);
    for (uint32_t i = 0; i < header->sections && !status; i++) {
        const uint8_t *section = bytes + sections[i].offset;
        size_t size = (size_t)sections[i].size;
        if (sections[i].id == MODEL_LEXICON)
            status = lexicon_open(&model->lexicon, &memory, section, size, error);
        else if (sections[i].id == MODEL_WEIGHTS)
            status = weights_open(&model->weights, &memory, model->weights_section = section,
                                  model->weights_size = size, error);
        if (status && status != SAYSO_ERROR_MEMORY && error)
            error->position += (size_t)sections[i].offset;
    }
    if (!status && !model->lexicon)
        status = error_fill(error, SAYSO_ERROR_MODEL, MODEL_HEADER, "the model has no lexicon");
    return status;
}

sayso_status sayso_model_open(const void *data, size_t size, unsigned flags, const sayso_allocator *allocator,
                              sayso_model **model, sayso_error *error)
{
    struct header header;
    *model = NULL;
    sayso_status status = data ? check_header(data, size, flags, &header, error)
                               : error_fill(error, SAYSO_ERROR_ARGUMENT, 0, "no model given");
    if (status)
        return status;
    struct sayso_model *made = memory_new(&(struct memory){allocator, NULL}, sizeof *made);
    if (!made)
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "out of memory");
    made->allocator = *allocator;
    status = open_sections(made, data, &header, error);
    if (status) {
        sayso_model_close(made);
        return status == SAYSO_ERROR_MEMORY ? error_fill(error, status, 0, "out of memory") : status;
    }
    made->info = (sayso_model_info){header.version,        lexicon_entries(made->lexicon),    header.checksum, 0,
                                    made->weights != NULL, kernels_choose(KERNELS_AUTO)->name};
    *model = made;
    return SAYSO_OK;
}

void sayso_model_close(sayso_model *model)
{
    if (!model)
        return;
    const sayso_allocator allocator = model->allocator;
    const struct memory memory = {&allocator, NULL};
    lexicon_close(model->lexicon, &memory);
    weights_close(model->weights, &memory);
    memory_free(&memory, model);
}

sayso_model_info sayso_model_describe(const sayso_model *model)
{
    sayso_model_info info = model->info;
    if (model->weights)
        info.weights = model_checksum(model->weights_section, model->weights_size);
    return info;
}
