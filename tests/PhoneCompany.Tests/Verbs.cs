using System.Net;
using System.Text;
using PhoneCompany.People;

namespace PhoneCompany.Tests;

public sealed class Verbs
{
    private const string Words = "the blue door round the back";

    private readonly Testbed _bed = new();

    [Fact]
    public void Speaking_takes_time_by_the_length_of_the_text()
    {
        _bed.At("voice", "<Say>123456789012345</Say><Say>Second</Say>");
        _bed.Dial(wait: 0.9);
        Assert.False(_bed.CallerPhone.HasHeard("Second"));

        _bed.Wait(0.2);
        Assert.True(_bed.CallerPhone.HasHeard("Second"));
    }

    [Fact]
    public void Speech_marks_are_allowed_inside_and_only_words_are_heard()
    {
        _bed.At(
            "voice",
            "<Say voice='Polly.Joanna'>Go to <say-as interpret-as='address'>12 Main St</say-as><break time='500ms'/>"
            + "<prosody rate='slow'>unit <emphasis>four</emphasis></prosody> &amp; <sub alias='Hamilton'>Ham.</sub></Say>");
        _bed.Dial(wait: 5);

        Assert.Equal("Go to 12 Main St unit four & Hamilton", _bed.CallerPhone.WordsSince(0));
        _bed.AssertClean();
    }

    [Fact]
    public void A_loop_repeats_and_zero_repeats_for_ever()
    {
        _bed.At("voice", "<Say loop='2'>Twice.</Say><Play loop='0'>https://program.test/tone.wav</Play>");
        _bed.At("tone.wav", _ => Testbed.Wave(seconds: 3));
        _bed.Dial(wait: 60);

        Assert.Equal(2, _bed.CallerPhone.Heard.Count(entry => entry.Text == "Twice."));
        Assert.True(_bed.CallerPhone.Heard.Count(entry => entry.Kind == HeardKind.Audio) > 10);
        Assert.True(_bed.CallerPhone.IsInCall);
    }

    [Fact]
    public void A_sound_is_fetched_once_lasts_as_long_as_it_is_and_a_key_cuts_it()
    {
        _bed.At("voice", "<Gather numDigits='1' action='/key' timeout='1'><Play loop='3'>https://program.test/tone.wav</Play></Gather><Say>Silence.</Say>");
        _bed.At("key", "<Say>Key.</Say>");
        _bed.At("tone.wav", _ => Testbed.Wave(seconds: 4));
        _bed.Dial(wait: 6);
        var played = _bed.CallerPhone.Heard.Where(entry => entry.Kind == HeardKind.Audio).ToList();
        Assert.Equal(2, played.Count);
        Assert.Equal(TimeSpan.FromSeconds(4), played[0].Duration);
        _bed.CallerPhone.Presses("5");
        _bed.Wait(1);

        Assert.True(_bed.CallerPhone.HasHeard("Key"));
        Assert.Single(_bed.HitsAt("tone.wav"));
        Assert.DoesNotContain(_bed.HitsAt("tone.wav"), hit => hit.Headers.Contains("X-Twilio-Signature"));
        _bed.AssertClean();
    }

    [Fact]
    public void A_sound_that_cannot_be_had_is_objected_to_and_the_call_goes_on()
    {
        _bed.At("voice", "<Play>https://program.test/none.wav</Play><Say>On.</Say>");
        _bed.At("none.wav", _ => Testbed.Status(HttpStatusCode.NotFound));
        _bed.Dial(wait: 3);

        Assert.True(_bed.CallerPhone.HasHeard("On"));
        Assert.Contains(_bed.Network.Violations, text => text.Contains("none.wav", StringComparison.Ordinal));
    }

    [Fact]
    public void A_recording_is_heard_by_whoever_it_is_played_to_until_it_is_deleted()
    {
        var bed = new Testbed(options => options with { MediaNeedPassword = false });
        var url = PlaysWhatItRecorded(bed);
        Assert.Contains(bed.CallerPhone.Heard, entry => entry is { Kind: HeardKind.Audio, Text: Words });
        bed.AssertClean();

        bed.Delete(url[(url.IndexOf("/Recordings/", StringComparison.Ordinal) + 1)..].Replace(".mp3", ".json", StringComparison.Ordinal));
        bed.At("voice", $"<Play>{url}</Play>");
        bed.Dial(wait: 3);
        Assert.Contains(bed.Network.Violations, text => text.StartsWith("11200", StringComparison.Ordinal) && text.Contains("status 404", StringComparison.Ordinal));
    }

    [Fact]
    public void A_recording_is_not_played_where_it_needs_a_password_but_whoever_has_it_may_serve_it()
    {
        var url = PlaysWhatItRecorded(_bed);
        Assert.DoesNotContain(_bed.CallerPhone.Heard, entry => entry.Kind == HeardKind.Audio);
        Assert.Contains(_bed.Network.Violations, text => text.StartsWith("11200", StringComparison.Ordinal) && text.Contains("status 401", StringComparison.Ordinal));

        _bed.AtAsync("words", async _ =>
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, url);
            ask.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_bed.Network.Options.AccountSid}:{_bed.Network.Options.AuthToken}")));
            var reply = await _bed.Network.HandleRestAsync(ask, CancellationToken.None);
            reply.Headers.CacheControl = new() { NoStore = true };
            return reply;
        });
        _bed.At("voice", "<Play loop='2'>https://program.test/words</Play><Play>https://program.test/words</Play>");
        _bed.Dial(wait: 30);
        Assert.Equal(3, _bed.CallerPhone.Heard.Count(entry => entry is { Kind: HeardKind.Audio, Text: Words }));
        Assert.Equal(2, _bed.HitsAt("words").Count());
    }

    [Fact]
    public void Played_digits_reach_the_other_phone_as_tones()
    {
        _bed.At("voice", "<Play digits='1w2'/><Pause length='5'/>");
        _bed.Dial(wait: 2);

        Assert.Equal(["1", "2"], _bed.CallerPhone.Heard.Where(entry => entry.Kind == HeardKind.Tone).Select(entry => entry.Text));
    }

    [Fact]
    public void An_empty_document_hangs_up_and_so_does_no_content()
    {
        _bed.At("voice", "");
        var first = _bed.Dial(wait: 1);
        _bed.At("voice", _ => Testbed.Status(HttpStatusCode.NoContent));
        var second = _bed.Dial(wait: 1);

        Assert.Equal("completed", first.Status);
        Assert.Equal("completed", second.Status);
        _bed.AssertClean();
    }

    [Fact]
    public void A_redirect_abandons_the_rest_and_resolves_against_its_own_document()
    {
        _bed.Number.VoiceUrl = "https://program.test/api/voice?x=1";
        _bed.At("api/voice", "<Redirect method='GET'>next?y=2</Redirect><Say>Never.</Say>");
        _bed.At("api/next", "<Say>There.</Say>");
        _bed.Dial(wait: 3);

        var hit = Assert.Single(_bed.HitsAt("api/next"));
        Assert.Equal("GET", hit.Method);
        Assert.Equal("2", hit["y"]);
        Assert.Equal("There.", _bed.CallerPhone.WordsSince(0));
        _bed.AssertClean();
    }

    [Fact]
    public void Hangup_ends_the_call_and_the_rest_is_never_heard()
    {
        _bed.At("voice", "<Say>Bye.</Say><Hangup/><Say>Never.</Say>");
        var call = _bed.Dial(wait: 3);

        Assert.Equal("Bye.", _bed.CallerPhone.WordsSince(0));
        Assert.Equal("completed", call.Status);
    }

    [Theory]
    [InlineData("<Reject/>", "no-answer")]
    [InlineData("<Reject reason='busy'/>", "busy")]
    public void A_rejected_call_was_never_answered(string verb, string status)
    {
        _bed.At("voice", verb);
        var call = _bed.Dial(wait: 1);

        Assert.Equal(status, call.Status);
        Assert.Null(call.AnsweredUtc);
        _bed.AssertClean();
    }

    [Fact]
    public void Rejecting_a_call_that_is_on_is_a_mistake()
    {
        _bed.At("voice", "<Say>Hello.</Say><Reject/>");
        _bed.Dial(wait: 3);

        Assert.Single(_bed.Network.Violations);
    }

    [Fact]
    public void A_pause_before_anything_else_lets_the_phone_ring_on()
    {
        _bed.At("voice", "<Pause length='4'/><Say>Hello.</Say><Pause length='9'/>");
        var call = _bed.Dial(wait: 3);
        Assert.Equal("ringing", call.Status);

        _bed.Wait(2);
        Assert.Equal("in-progress", call.Status);
    }

    [Fact]
    public void Somebody_who_hangs_up_while_it_still_rings_was_not_answered()
    {
        _bed.At("voice", "<Pause length='9'/>");
        var call = _bed.Dial(wait: 3);
        _bed.CallerPhone.HangsUp();
        _bed.Wait(1);

        Assert.Equal("no-answer", call.Status);
        Assert.Equal(0, call.DurationSeconds);
    }

    [Fact]
    public void A_recording_keeps_the_callers_words_and_goes_to_the_action()
    {
        _bed.At("voice", "<Record action='/kept' timeout='2' maxLength='30'/><Say>Never.</Say>");
        _bed.At("kept", "<Say>Thanks.</Say>");
        _bed.Dial(wait: 1);
        _bed.CallerPhone.Says("It is about my brother");
        _bed.Wait(5);

        var hit = Assert.Single(_bed.HitsAt("kept"));
        Assert.Matches("/Recordings/RE[0-9a-f]{32}$", hit["RecordingUrl"]!);
        Assert.Equal("4", hit["RecordingDuration"]);
        Assert.Contains(_bed.CallerPhone.Heard, entry => entry.Kind == HeardKind.Beep);
        var sid = hit["RecordingSid"];
        Assert.Equal(204, _bed.Delete($"Recordings/{sid}.json").Status);
        Assert.Equal(404, _bed.Get($"Recordings/{sid}.json").Status);
        _bed.AssertClean();
    }

    [Fact]
    public void A_key_in_the_middle_of_a_sentence_ends_a_recording_and_it_holds_what_was_said_so_far()
    {
        _bed.At("voice", "<Record action='/kept' timeout='5' maxLength='30'/><Say>Never.</Say>");
        _bed.At("kept", "<Say>Thanks.</Say>");
        _bed.Dial(wait: 1);
        _bed.CallerPhone.Says("The blue door round the back, and then up two floors");
        _bed.Wait(2);
        _bed.CallerPhone.Presses("4");
        _bed.Wait(0.5);

        Assert.Equal("4", Assert.Single(_bed.HitsAt("kept"))["Digits"]);
        Assert.Equal("The blue door round the back,", Assert.Single(_bed.Network.Recordings).Text);
        Assert.True(_bed.CallerPhone.HasHeard("Thanks"));
        Assert.False(_bed.CallerPhone.HasHeard("Never"));
        _bed.AssertClean();
    }

    [Fact]
    public void A_silent_recording_is_none_and_the_next_verb_comes()
    {
        _bed.At("voice", "<Record action='/kept' timeout='2'/><Say>Nothing heard.</Say>");
        _bed.Dial(wait: 6);

        Assert.Empty(_bed.HitsAt("kept"));
        Assert.True(_bed.CallerPhone.HasHeard("Nothing heard"));
    }

    [Fact]
    public void A_ring_of_redirects_is_found_and_ends_the_call()
    {
        _bed.At("voice", "<Redirect>/voice</Redirect>");
        var call = _bed.Dial(wait: 60);

        Assert.True(call.IsOver);
        Assert.Contains(_bed.Network.Violations, text => text.Contains("without any time passing", StringComparison.Ordinal));
        Assert.True(_bed.CallerPhone.HasHeard("application error"));
    }

    [Theory]
    [InlineData("<Shout>Hi</Shout>")]
    [InlineData("<say>Hi</say>")]
    [InlineData("<Say pitch='3'>Hi</Say>")]
    [InlineData("<Say loop='many'>Hi</Say>")]
    [InlineData("<Gather><Dial>+15551230009</Dial></Gather>")]
    [InlineData("<Gather>Press one</Gather>")]
    [InlineData("<Gather input='dtmf,speech'/>")]
    [InlineData("<Gather finishOnKey='12'/>")]
    [InlineData("<Pause length='two'/>")]
    [InlineData("<Conference>case-1</Conference>")]
    [InlineData("<Dial><Conference statusCallbackEvent='participant-join'>case-1</Conference></Dial>")]
    [InlineData("<Say>Tom & Ann</Say>")]
    [InlineData("<Say><b>Hi</b></Say>")]
    public void What_is_not_in_the_schema_is_recorded_and_heard_as_an_application_error(string verbs)
    {
        _bed.At("voice", verbs);
        var call = _bed.Dial(wait: 10);

        Assert.NotEmpty(_bed.Network.Violations);
        Assert.Contains(_bed.Network.Alerts, alert => alert.Code is 12100 or 12200);
        Assert.Equal("We are sorry, an application error has occurred. Goodbye.", _bed.CallerPhone.WordsSince(0));
        Assert.True(call.IsOver);
    }

    [Fact]
    public void Plain_text_is_spoken_and_audio_is_played_then_the_call_ends()
    {
        _bed.At("voice", _ => new HttpResponseMessage { Content = new StringContent("OK", Encoding.UTF8, "text/plain") });
        var call = _bed.Dial(wait: 3);

        Assert.Equal("OK", _bed.CallerPhone.WordsSince(0));
        Assert.True(call.IsOver);
        Assert.Single(_bed.Network.Violations);
    }

    [Fact]
    public void A_type_that_cannot_be_run_is_an_error()
    {
        _bed.At("voice", _ => new HttpResponseMessage { Content = new StringContent("{}", Encoding.UTF8, "application/json") });
        _bed.Dial(wait: 6);

        Assert.Contains(_bed.Network.Alerts, alert => alert.Code == 12300);
        Assert.True(_bed.CallerPhone.HasHeard("application error"));
    }

    /// <summary>The address that was played.</summary>
    private static string PlaysWhatItRecorded(Testbed bed)
    {
        var url = "";
        bed.At("voice", "<Record action='/recorded' timeout='2'/>");
        bed.At("recorded", hit =>
        {
            url = hit["RecordingUrl"] + ".mp3";
            return Testbed.Xml($"<Response><Play>{url}</Play></Response>");
        });
        bed.Dial(wait: 1);
        bed.CallerPhone.Says(Words);
        bed.Wait(10);
        return url;
    }
}
