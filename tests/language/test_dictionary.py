from docintel.language.dictionary import domain_words, segmenter


def test_dictionary_lists_each_word_once() -> None:
    words = domain_words()
    assert len(words) == len(set(words))
    assert len(words) > 500


def test_every_domain_word_stays_whole_when_it_stands_alone() -> None:
    assert [word for word in domain_words() if list(segmenter().cut(word)) != [word]] == []
