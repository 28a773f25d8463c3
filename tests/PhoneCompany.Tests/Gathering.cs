using PhoneCompany.People;

namespace PhoneCompany.Tests;

public sealed class Gathering
{
    private readonly Testbed _bed = new();

    [Fact]
    public void Silence_makes_no_request_and_falls_through_to_the_next_verb()
    {
        Gather("numDigits='1' timeout='3'", "<Say>You there?</Say>");
        _bed.Dial(wait: 3.6);
        Assert.False(_bed.CallerPhone.HasHeard("Next"));

        _bed.Wait(1);
        Assert.True(_bed.CallerPhone.HasHeard("Next"));
        Assert.Empty(_bed.HitsAt("key"));
        _bed.AssertClean();
    }

    [Fact]
    public void Silence_is_a_request_with_empty_digits_when_asked_for()
    {
        Gather("timeout='1' actionOnEmptyResult='true'");
        _bed.Dial(wait: 2);

        Assert.Equal("", Assert.Single(_bed.HitsAt("key"))["Digits"]);
        Assert.False(_bed.CallerPhone.HasHeard("Next"));
    }

    [Fact]
    public void The_finish_key_ends_the_digits_and_is_not_one_of_them()
    {
        Gather("timeout='5'");
        _bed.Dial();
        _bed.CallerPhone.Presses("12#");
        _bed.Wait(0.1);

        var hit = Assert.Single(_bed.HitsAt("key"));
        Assert.Equal("12", hit["Digits"]);
        Assert.Equal("#", hit["FinishedOnKey"]);
    }

    [Fact]
    public void The_finish_key_alone_is_nothing()
    {
        Gather("timeout='5'");
        _bed.Dial();
        _bed.CallerPhone.Presses("#");
        _bed.Wait(1);

        Assert.Empty(_bed.HitsAt("key"));
        Assert.True(_bed.CallerPhone.HasHeard("Next"));
    }

    [Fact]
    public void The_star_is_a_digit_and_an_empty_finish_key_makes_the_hash_one_too()
    {
        Gather("finishOnKey='' numDigits='2'");
        _bed.Dial();
        _bed.CallerPhone.Presses("*#");
        _bed.Wait(0.1);

        Assert.Equal("*#", Assert.Single(_bed.HitsAt("key"))["Digits"]);
    }

    [Fact]
    public void Every_key_starts_the_wait_anew()
    {
        Gather("timeout='3'");
        _bed.Dial();
        _bed.CallerPhone.Presses("1");
        _bed.Wait(2.5);
        _bed.CallerPhone.Presses("2");
        _bed.Wait(2.5);
        Assert.Empty(_bed.HitsAt("key"));

        _bed.Wait(1);
        Assert.Equal("12", Assert.Single(_bed.HitsAt("key"))["Digits"]);
    }

    [Fact]
    public void Keys_beyond_the_wanted_number_are_lost()
    {
        Gather("numDigits='1'");
        _bed.At("key", "<Gather numDigits='1' timeout='1' action='/second'/>");
        _bed.Dial();
        _bed.CallerPhone.Presses("19");
        _bed.Wait(3);

        Assert.Equal("1", Assert.Single(_bed.HitsAt("key"))["Digits"]);
        Assert.Empty(_bed.HitsAt("second"));
    }

    [Fact]
    public void Keys_during_a_bare_say_are_lost()
    {
        _bed.At("voice", "<Say>Please listen to this first.</Say><Gather numDigits='1' timeout='2' action='/key'/>");
        _bed.Dial(wait: 0.5);
        _bed.CallerPhone.Presses("1");
        _bed.Wait(6);

        Assert.Empty(_bed.HitsAt("key"));
        _bed.AssertClean();
    }

    [Fact]
    public void Prompts_play_in_order_before_the_wait_begins()
    {
        Gather("timeout='2'", "<Say>One.</Say><Pause length='1'/><Say>Two.</Say>");
        _bed.Dial(wait: 1.2);
        Assert.False(_bed.CallerPhone.HasHeard("Two"));

        _bed.Wait(0.5);
        Assert.True(_bed.CallerPhone.HasHeard("One. Two"));
        Assert.False(_bed.CallerPhone.HasHeard("Next"));
    }

    [Fact]
    public void Speech_comes_as_words_with_a_confidence_after_the_speaker_has_finished()
    {
        Gather("input='speech' speechTimeout='2' hints='got it,copy'");
        _bed.Dial();
        _bed.CallerPhone.Says("got it, on the way", confidence: 0.7);
        _bed.Wait(2.5);
        Assert.Empty(_bed.HitsAt("key"));

        _bed.Wait(1);
        var hit = Assert.Single(_bed.HitsAt("key"));
        Assert.Equal("got it, on the way", hit["SpeechResult"]);
        Assert.Equal("0.7", hit["Confidence"]);
        Assert.Null(hit["Digits"]);
    }

    [Fact]
    public void Somebody_who_speaks_on_and_on_is_cut_off_after_the_longest_speech()
    {
        Gather("input='dtmf speech' speechTimeout='auto' maxSpeechTime='5'");
        _bed.Dial();
        _bed.CallerPhone.Says(string.Join(' ', Enumerable.Repeat("and now the weather", 20)));
        _bed.Wait(4.5);
        Assert.Empty(_bed.HitsAt("key"));

        _bed.Wait(1);
        var hit = Assert.Single(_bed.HitsAt("key"));
        Assert.StartsWith("and now the weather", hit["SpeechResult"], StringComparison.Ordinal);
        Assert.InRange(hit["SpeechResult"]!.Length, 60, 80);
    }

    [Fact]
    public void Speech_may_be_misheard()
    {
        Gather("input='speech' speechTimeout='auto'");
        _bed.Dial();
        _bed.CallerPhone.Says("nope", heardAs: "hope");
        _bed.Wait(3);

        Assert.Equal("hope", Assert.Single(_bed.HitsAt("key"))["SpeechResult"]);
    }

    [Fact]
    public void The_first_kind_of_input_wins()
    {
        Gather("input='dtmf speech' numDigits='1' speechTimeout='1'");
        _bed.Dial();
        _bed.CallerPhone.Says("hello");
        _bed.Wait(0.1);
        _bed.CallerPhone.Presses("1");
        _bed.Wait(3);

        var hit = Assert.Single(_bed.HitsAt("key"));
        Assert.Equal("hello", hit["SpeechResult"]);
        Assert.Null(hit["Digits"]);
    }

    [Fact]
    public void Speech_means_nothing_to_a_gather_for_keys()
    {
        Gather("numDigits='1' timeout='2'", "<Say>Press one if you can hear me.</Say>");
        _bed.Dial();
        _bed.CallerPhone.Says("yes I can");
        _bed.Wait(6);

        Assert.Empty(_bed.HitsAt("key"));
        Assert.Contains(_bed.CallerPhone.Heard, entry => entry is { Text: "Press one if you can hear me.", IsCutOff: false });
    }

    [Fact]
    public void Speech_stops_the_prompt_only_where_it_may()
    {
        Gather("input='speech' bargeIn='false' timeout='2' speechTimeout='1'", "<Say>This long sentence must be heard to its end by all.</Say>");
        _bed.Dial();
        _bed.CallerPhone.Says("but I");
        _bed.Wait(8);

        Assert.DoesNotContain(_bed.CallerPhone.Heard, entry => entry.IsCutOff);
        Assert.Equal("but I", Assert.Single(_bed.HitsAt("key"))["SpeechResult"]);
    }

    [Fact]
    public void A_gather_without_action_asks_its_own_document_again()
    {
        _bed.At("voice", "<Gather numDigits='1'/>");
        _bed.Dial();
        _bed.CallerPhone.Presses("4");
        _bed.Wait(0.5);

        Assert.Equal(["(none)", "4"], _bed.HitsAt("voice").Select(hit => hit["Digits"] ?? "(none)"));
    }

    [Fact]
    public void Hanging_up_while_being_asked_makes_no_request()
    {
        Gather("numDigits='4'");
        var call = _bed.Dial();
        _bed.CallerPhone.Presses("12");
        _bed.CallerPhone.HangsUp();
        _bed.Wait(10);

        Assert.Equal("completed", call.Status);
        Assert.Empty(_bed.HitsAt("key"));
        Assert.True(_bed.CallerPhone.IsIdle);
    }

    [Fact]
    public void Partial_results_are_told_as_they_come()
    {
        Gather("input='speech' speechTimeout='1' partialResultCallback='/partial'");
        _bed.Dial();
        _bed.CallerPhone.Says("hello there");
        _bed.Wait(3);

        Assert.Equal("hello there", Assert.Single(_bed.HitsAt("partial"))["UnstableSpeechResult"]);
    }

    private void Gather(string attributes, string prompts = "")
    {
        _bed.At("voice", $"<Gather action='/key' {attributes}>{prompts}</Gather><Say>Next.</Say><Pause length='60'/>");
        _bed.At("key", "<Pause length='60'/>");
    }
}
