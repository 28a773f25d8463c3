using System.Xml.Linq;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;
using Record = SpotterBot.Telephony.Twiml.Record;

namespace SpotterBot.Tests.Telephony;

public sealed class TwimlTests
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private static string Voice(params VoiceVerb[] verbs)
    {
        var xml = new VoiceResponse(verbs).ToXml();
        Assert.StartsWith(Declaration + "<Response", xml, StringComparison.Ordinal);
        return xml[(Declaration.Length + "<Response>".Length)..^"</Response>".Length];
    }

    private static DialableNumber Number(string number)
    {
        Assert.True(new DialGuard().TryAdmit(number, out var dialable, out _));
        return dialable;
    }

    [Fact]
    public void Empty_responses_have_a_root_and_nothing_else()
    {
        Assert.Equal(Declaration + "<Response />", new VoiceResponse().ToXml());
        Assert.Equal(Declaration + "<Response />", new MessagingResponse().ToXml());
    }

    [Fact]
    public void Say_has_its_attributes_in_a_fixed_order() => Assert.Equal(
        "<Say voice=\"Polly.Joanna\" language=\"en-US\" loop=\"0\">hello</Say>",
        Voice(new Say("hello") { Loop = 0, Language = "en-US", Voice = "Polly.Joanna" }));

    [Fact]
    public void Slow_speech_is_prosody() => Assert.Equal(
        "<Say><prosody rate=\"slow\">12 Main</prosody></Say><Say><prosody rate=\"x-slow\">12 Main</prosody></Say>",
        Voice(new Say("12 Main") { Rate = SpeechRate.Slow }, new Say("12 Main") { Rate = SpeechRate.ExtraSlow }));

    [Fact]
    public void Text_and_attributes_are_escaped() => Assert.Equal(
        "<Say voice=\"&quot;&lt;&amp;\">a &lt;b&gt; &amp; \"c\" 'd' é 🚑</Say><Redirect>/x?a=1&amp;b=2</Redirect>",
        Voice(new Say("a <b> & \"c\" 'd' é 🚑") { Voice = "\"<&" }, new Redirect("/x?a=1&b=2")));

    [Fact]
    public void Characters_that_xml_cannot_hold_are_dropped_and_the_rest_is_kept()
    {
        var xml = new VoiceResponse(new Say("a\0b\u0001c\u000Bd\uD83Ee\uDEAE\uFFFEf\uFFFF\u001B[0m 🚑\tz")).ToXml();

        Assert.Equal("abcdef[0m 🚑\tz", XDocument.Parse(xml).Root!.Element("Say")!.Value);
    }

    [Fact]
    public void Whatever_is_said_the_document_can_be_read_back()
    {
        for (var code = 0; code <= char.MaxValue; code += 7)
        {
            var xml = new VoiceResponse(new Say($"x{(char)code}{(char)(code + 3)}y") { Voice = $"{(char)code}" }, new Redirect($"/{(char)code}")).ToXml();
            Assert.Equal(2, XDocument.Parse(xml).Root!.Elements().Count());
        }
    }

    [Fact]
    public void Line_breaks_survive_being_read_back()
    {
        var xml = new MessagingResponse(new Message("one\ntwo\r\nthree")).ToXml();

        Assert.Equal("one\ntwo\r\nthree", XDocument.Parse(xml).Root!.Value);
    }

    [Fact]
    public void A_blank_text_is_not_said() => Assert.Equal("<Hangup />", Voice(new Say(" \u0000 "), new Hangup()));

    [Fact]
    public void A_long_text_is_said_in_pieces_cut_after_sentences_with_nothing_lost()
    {
        var text = string.Join(' ', Enumerable.Range(1, 200).Select(n => $"This is sentence number {n}."));

        var pieces = SaysOf(new Say(text) { Language = "en-US", Rate = SpeechRate.Slow });

        Assert.True(pieces.Count > 4);
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 400, 1000));
        Assert.All(pieces, piece => Assert.EndsWith(".", piece, StringComparison.Ordinal));
        Assert.Equal(text, string.Join(' ', pieces));
    }

    [Fact]
    public void A_long_text_without_a_space_is_cut_between_whole_characters()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("🚑", 1200));

        var pieces = SaysOf(new Say(text));

        Assert.Equal(text, string.Concat(pieces));
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, 1000));
    }

    [Fact]
    public void A_long_text_is_repeated_as_a_whole()
    {
        var text = new string('a', 1000) + " " + new string('b', 500);

        var twice = SaysOf(new Say(text) { Loop = 2 });
        var forEver = SaysOf(new Say(text) { Loop = 0 });

        Assert.Equal("abab", string.Concat(twice.Select(piece => piece[0])));
        Assert.True(forEver.Count >= 20);
        Assert.Equal("ab", string.Concat(forEver.Take(2).Select(piece => piece[0])));
    }

    [Fact]
    public void Play_and_pause() => Assert.Equal(
        "<Play loop=\"2\">https://h/a.mp3</Play><Play digits=\"ww1w2\"></Play><Pause length=\"1\" /><Pause length=\"4\" />",
        Voice(new Play("https://h/a.mp3") { Loop = 2 }, new Play("") { Digits = "ww1w2" }, new Pause(), new Pause(4)));

    [Fact]
    public void Gather_has_every_attribute_and_its_prompts_inside() => Assert.Equal(
        "<Gather input=\"dtmf speech\" action=\"/k?a=1&amp;b=2\" timeout=\"5\" finishOnKey=\"\" numDigits=\"1\" actionOnEmptyResult=\"true\" "
        + "speechTimeout=\"auto\" maxSpeechTime=\"20\" speechModel=\"phone_call\" enhanced=\"true\" language=\"fr-CA\" hints=\"ok,I am fine\" "
        + "profanityFilter=\"false\" bargeIn=\"true\"><Say>hi</Say><Pause length=\"2\" /><Play>u</Play></Gather>",
        Voice(new Gather(new Say("hi"), new Pause(2), new Play("u"))
        {
            Input = GatherInput.DtmfAndSpeech,
            Action = "/k?a=1&b=2",
            Timeout = 5,
            FinishOnKey = "",
            NumDigits = 1,
            ActionOnEmptyResult = true,
            SpeechTimeout = "auto",
            MaxSpeechTime = 20,
            SpeechModel = "phone_call",
            Enhanced = true,
            Language = "fr-CA",
            Hints = ["ok", "I am, fine".Replace(",", "", StringComparison.Ordinal)],
            ProfanityFilter = false,
            BargeIn = true,
        }));

    [Fact]
    public void A_gather_with_nothing_set_leaves_everything_to_the_defaults()
    {
        Assert.Equal("<Gather />", Voice(new Gather()));
        Assert.Equal("<Gather input=\"dtmf\" />", Voice(new Gather { Input = GatherInput.Dtmf }));
        Assert.Equal("<Gather input=\"speech\" />", Voice(new Gather { Input = GatherInput.Speech }));
    }

    [Fact]
    public void Hints_that_Twilio_would_refuse_are_left_out()
    {
        var hints = Enumerable.Range(0, 600).Select(n => $"hint {n}").Prepend(new string('x', 101)).Prepend("").Prepend("got it, yes").ToList();

        var list = XDocument.Parse(new VoiceResponse(new Gather { Hints = hints }).ToXml()).Root!.Element("Gather")!.Attribute("hints")!.Value;

        Assert.Equal(500, list.Split(',').Length);
        Assert.StartsWith("got it  yes,hint 0,", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Reject_hangup_and_redirect() => Assert.Equal(
        "<Reject reason=\"busy\" /><Reject reason=\"rejected\" /><Hangup /><Redirect></Redirect>",
        Voice(new Reject(RejectReason.Busy), new Reject(), new Hangup(), new Redirect("")));

    [Fact]
    public void A_conference_has_every_attribute_and_keeps_the_empty_ones() => Assert.Equal(
        "<Dial action=\"/after\" timeLimit=\"1800\" hangupOnStar=\"true\"><Conference muted=\"false\" beep=\"false\" startConferenceOnEnter=\"true\" "
        + "endConferenceOnExit=\"false\" participantLabel=\"caller\" waitUrl=\"\" maxParticipants=\"4\" statusCallbackEvent=\"start end join leave\" "
        + "statusCallback=\"https://h/c\">case-8f</Conference></Dial>",
        Voice(new Dial(new Conference("case-8f")
        {
            Muted = false,
            Beep = false,
            StartConferenceOnEnter = true,
            EndConferenceOnExit = false,
            ParticipantLabel = "caller",
            WaitUrl = "",
            MaxParticipants = 4,
            StatusCallback = "https://h/c",
            StatusCallbackEvent = ConferenceEvents.Leave | ConferenceEvents.Join | ConferenceEvents.End | ConferenceEvents.Start,
        })
        {
            Action = "/after",
            HangupOnStar = true,
            TimeLimit = 1800,
        }));

    [Fact]
    public void A_dialled_number_is_one_that_passed_the_guard() => Assert.Equal(
        "<Dial timeout=\"20\" callerId=\"+15550001111\" answerOnBridge=\"true\"><Number url=\"https://h/w\" sendDigits=\"w1\" "
        + "statusCallbackEvent=\"initiated ringing answered completed\" statusCallback=\"https://h/s\">+15551234567</Number></Dial>",
        Voice(new Dial(new Number(Number("+15551234567"))
        {
            Url = "https://h/w",
            SendDigits = "w1",
            StatusCallback = "https://h/s",
            StatusCallbackEvent = CallEvents.All,
        })
        {
            Timeout = 20,
            CallerId = "+15550001111",
            AnswerOnBridge = true,
        }));

    [Fact]
    public void A_number_that_passed_no_guard_is_never_written() =>
        Assert.Throws<InvalidOperationException>(() => new VoiceResponse(new Dial(new Number(default))).ToXml());

    [Fact]
    public void A_dial_rings_one_to_ten_numbers()
    {
        var number = new Number(Number("+15551234567"));

        Assert.Throws<ArgumentException>(() => new Dial());
        Assert.Throws<ArgumentException>(() => new Dial(Enumerable.Repeat(number, 11)));
        Assert.NotNull(new Dial(Enumerable.Repeat(number, 10)));
    }

    [Fact]
    public void Record_has_its_attributes() => Assert.Equal(
        "<Record action=\"/r\" timeout=\"3\" finishOnKey=\"#\" maxLength=\"30\" playBeep=\"false\" recordingStatusCallback=\"https://h/r\" />",
        Voice(new Record { Action = "/r", Timeout = 3, FinishOnKey = "#", MaxLength = 30, PlayBeep = false, RecordingStatusCallback = "https://h/r" }));

    [Fact]
    public void A_text_is_answered_with_its_body_and_callback() => Assert.Equal(
        Declaration + "<Response><Message statusCallback=\"https://h/m?a=1&amp;b=2\"><Body>You &amp; me</Body></Message><Message><Body>two</Body></Message></Response>",
        new MessagingResponse(new Message("You & me") { StatusCallback = "https://h/m?a=1&b=2" }, new Message("two")).ToXml());

    [Fact]
    public void A_text_over_the_limit_goes_out_as_several()
    {
        var body = string.Join(' ', Enumerable.Repeat("word", 700));

        var bodies = XDocument.Parse(new MessagingResponse(new Message(body)).ToXml()).Descendants("Body").Select(element => element.Value).ToList();

        Assert.All(bodies, piece => Assert.InRange(piece.Length, 1, 1600));
        Assert.Equal(body, string.Join(' ', bodies));
    }

    [Fact]
    public void A_document_over_64_kilobytes_is_refused()
    {
        var fits = Enumerable.Repeat(new Say(new string('a', 1000)), 60);
        var twoBytesEach = Enumerable.Repeat(new Say(new string('é', 1000)), 60);

        Assert.NotEmpty(new VoiceResponse(fits).ToXml());
        Assert.Throws<InvalidOperationException>(() => new VoiceResponse(twoBytesEach).ToXml());
    }

    [Fact]
    public void What_is_said_or_texted_never_shows_in_a_log_line()
    {
        Assert.DoesNotContain("Main", new Say("12 Main St").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Main", new Message("12 Main St").ToString(), StringComparison.Ordinal);
    }

    private static List<string> SaysOf(Say say) =>
        [.. XDocument.Parse(new VoiceResponse(say).ToXml()).Root!.Elements("Say").Select(element => element.Value)];
}
