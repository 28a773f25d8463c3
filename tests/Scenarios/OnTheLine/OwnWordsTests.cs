using System.Net;
using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Time;
using PhoneCompany.Webhooks;
using Scenarios.Support;
using SpotterBot.Outreach;
using SpotterBot.Recordings;
using SpotterBot.Storage;

namespace Scenarios.OnTheLine;

/// <summary>How someone gets in, in the caller's own words: recorded only with their yes, heard only by whoever comes, deleted with the place. Promises 5, 6.</summary>
public sealed class OwnWordsTests
{
    private const string Words = "blue door round the back, the buzzer sticks, second floor";

    [Fact]
    public void It_is_announced_recorded_and_played_to_whoever_accepted_and_to_ems_on_their_wish()
    {
        using var s = new Scenario(peers: 2);
        s.PeerB.Is(Behaviour.Voicemail(TimeSpan.FromSeconds(5))).MayBeRung().MayGet(".");
        Recorded(s);
        s.Caller.MayGet("need to hear from you|couldn't reach you");
        s.RunToCheckIn();
        s.PeerA.IsRung(within: 60).Gets("someone needs a person").Answers().Hears("Press 1 to take it").Presses("1").Hears("in their own words", within: 30);
        s.RunSeconds(8);
        Assert.True(Played(s.PeerA));
        s.PeerA.IsBriefed().Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.Gets("crew's line");
        s.Ems.IsRung().Answers().Hears("Press 1 or say got it", within: 90);
        Assert.False(Played(s.Ems));
        s.Ems.Presses("2").Hears("in the person's own words", within: 90);
        s.RunSeconds(8);
        Assert.True(Played(s.Ems));
        s.Ems.Presses("1").Hears("Joining you").HangsUp();
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.PeerB.VoicemailKept(never: "blue door|Main");
        Assert.False(Played(s.PeerB));
        s.Caller.Hears("They have left the line. I go on checking on you", within: 5).Hears("Still with me", within: 150).Presses("7").IsOffTheLine();
        s.Silence();
        Assert.Single(s.Network.Recordings);
        s.RunQuietly(TimeSpan.FromHours(73));
        Assert.Empty(s.Network.Recordings);
    }

    /// <summary>A sound that fails may end the whole document at the phone company: what stands in its place is a sound, too.</summary>
    [Theory]
    [InlineData("fails")]
    [InlineData("hangs")]
    [InlineData("has lost it")]
    public void Where_the_phone_company_does_not_give_it_the_rest_is_heard_with_silence_in_its_place(string phoneCompany)
    {
        using var s = new Scenario(peers: 1);
        Recorded(s);
        s.Network.Faults.OnRest(IsSound, phoneCompany switch
        {
            "fails" => RestFault.Status(HttpStatusCode.ServiceUnavailable),
            "hangs" => RestFault.LostRequest(),
            _ => RestFault.Status(HttpStatusCode.NotFound, 20404),
        });
        s.Caller.MayGet("need to hear from you|couldn't reach you");
        s.RunToCheckIn();
        s.PeerA.IsRung(within: 60).Gets("someone needs a person").Answers().Hears("Press 1 to take it").Presses("1").Hears("in their own words", within: 30).IsBriefed();
        Assert.False(Played(s.PeerA));
        Assert.Contains(s.PeerA.Phone.Heard, h => h.Kind == HeardKind.Audio);
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Caller.Hears("They have left the line. I go on checking on you", within: 5).Hears("Still with me", within: 150).Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_link_opens_it_for_an_hour_in_its_own_session_and_no_longer_than_it_is_kept()
    {
        using var s = new Scenario();
        Recorded(s);
        var (session, recording) = (s.Session.Id, s.Session.OwnWords!.RecordingSid);
        var links = Links(s.Time);
        var link = links.Make(session, recording);
        using var had = Get(s, link);
        Assert.Equal((HttpStatusCode.OK, "audio/mpeg", true), (had.StatusCode, had.Content.Headers.ContentType!.MediaType, had.Headers.CacheControl!.NoStore));
        Assert.Contains(Words, Body(had), StringComparison.Ordinal);

        IsNothing(s, link[..^1] + (link[^2] == 'A' ? 'B' : 'A'));
        IsNothing(s, link.Replace(session, new string('0', session.Length), StringComparison.Ordinal));
        IsNothing(s, links.Make(session, "RE" + new string('0', 32)));
        IsNothing(s, Links(s.Time, new byte[Privacy.KeyBytes]).Make(session, recording));

        var kept = s.Network.Faults.OnRest(r => r.Method == "DELETE", RestFault.Status(HttpStatusCode.ServiceUnavailable));
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(10);
        Assert.Single(s.Network.Recordings);
        IsNothing(s, link);
        kept.Dispose();
        s.RunSeconds(3600);
        Assert.Empty(s.Network.Recordings);
        s.Silence();
    }

    [Fact]
    public void An_hour_later_a_link_opens_nothing_though_it_is_still_kept()
    {
        using var s = new Scenario();
        Recorded(s);
        IsNothing(s, Links(new VirtualTime(s.Now - RecordingLinks.GoodFor)).Make(s.Session.Id, s.Session.OwnWords!.RecordingSid));
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void It_is_deleted_at_the_phone_company_when_the_session_closes_without_an_escalation()
    {
        using var s = new Scenario();
        Recorded(s);
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(10);
        Assert.Empty(s.Network.Recordings);
        s.Silence();
    }

    [Fact]
    public void Deleting_is_owed_until_it_is_done()
    {
        using var s = new Scenario();
        Recorded(s);
        var broken = s.Network.Faults.OnRest(r => r.Method == "DELETE", RestFault.Status(HttpStatusCode.ServiceUnavailable));
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(120);
        Assert.Single(s.Network.Recordings);
        broken.Dispose();
        s.RunSeconds(3600);
        Assert.Empty(s.Network.Recordings);
        s.Silence();
    }

    [Fact]
    public void Another_place_makes_it_useless_and_it_is_deleted_at_once()
    {
        using var s = new Scenario();
        Recorded(s);
        s.Caller.Texts("AT 99 King St, Hamilton").Gets("Got it: Hamilton").Hears("I got your text");
        s.RunSeconds(5);
        Assert.Empty(s.Network.Recordings);
        Assert.Null(s.Session.OwnWords);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    /// <summary>Promise 6: whoever tells how to get in instead of having it recorded is told it was kept, and so is EMS.</summary>
    [Fact]
    public void It_may_be_said_instead_and_is_kept_as_it_was_said()
    {
        using var s = new Scenario();
        s.Calling();
        s.Caller.Hears("May I record").Says("the door is unlocked and there's a dog").Hears("I tell whoever comes: the door is unlocked and there's a dog");
        Assert.Empty(s.Network.Recordings);
        Assert.Equal("the door is unlocked and there's a dog", s.Session.Place!.Access);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_no_records_nothing_and_so_does_silence_after_the_tone()
    {
        using var s = new Scenario();
        s.Calling();
        s.Caller.Hears("Only whoever comes for you hears it").Says("no thanks").Hears("skipped");
        s.Caller.Presses("3").Hears("Change where").Presses("3").Hears("record how to get in").Presses("1").Hears("May I record").Presses("1").Hears("recording after the tone");
        s.Caller.Hears("nothing is kept", within: 20);
        Assert.Empty(s.Network.Recordings);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_key_cuts_what_is_said_before_the_tone_and_a_nine_while_recording_is_help()
    {
        using var s = new Scenario(peers: 1);
        s.Calling();
        s.Caller.Hears("May I record").Presses("1").Hears("I'm recording").Presses("1");
        s.RunSeconds(1);
        s.Caller.Phone.Says(Words);
        s.RunSeconds(6);
        s.Caller.Presses("9").Hears("getting people to you").MayGet("getting people");
        s.PeerA.IsRung().Gets("someone needs a person");
        s.Ems.IsRung(within: 5);
        s.Coordinator.Gets("crew's line");
        s.RunSeconds(8);
        s.Caller.Presses("1").Confirms().Hears("stand down");
        s.PeerA.Gets("Nothing is needed");
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void It_is_kept_though_the_line_that_brought_it_never_reached_us()
    {
        using var s = new Scenario(peers: 1);
        s.Calling();
        s.Caller.Hears("May I record").Presses("1").Hears("I'm recording after the tone");
        s.RunSeconds(6);
        s.Network.Faults.OnWebhook(w => w.Url.EndsWith("/recorded", StringComparison.Ordinal), WebhookFault.Drop(), times: 1);
        s.Caller.Phone.Says(Words);
        s.RunSeconds(20);
        Assert.NotNull(s.Session.OwnWords);
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(10);
        Assert.Empty(s.Network.Recordings);
        s.Silence();
    }

    [Fact]
    public void A_late_report_of_one_that_went_with_its_place_brings_it_back_to_nobody()
    {
        using var s = new Scenario(peers: 1);
        s.Network.Faults.OnWebhook(w => w.Url.Contains("/callbacks/recording", StringComparison.Ordinal), WebhookFault.Delay(TimeSpan.FromSeconds(40)), times: 1);
        Recorded(s);
        s.Caller.Texts("AT 99 King St, Hamilton").Gets("Got it: Hamilton");
        s.RunSeconds(50);
        Assert.Null(s.Session.OwnWords);
        Assert.Empty(s.Network.Recordings);
        s.Caller.MayGet("need to hear from you|couldn't reach you");
        s.PeerA.IsRung(within: 200).Gets("someone needs a person").Answers().Hears("Press 1 to take it").Presses("1").Hears("They are at 99 King St").IsBriefed().NeverHeard("in their own words");
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Caller.Hears("They have left the line. I go on checking on you", within: 5).Hears("Still with me", within: 150).Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Hanging_up_in_the_middle_of_it_keeps_what_was_said()
    {
        using var s = new Scenario(peers: 1);
        Recording(s);
        s.Caller.Phone.Says(Words);
        s.RunSeconds(5);
        s.Caller.HangsUp().Gets("line dropped");
        s.RunSeconds(2);
        Assert.Equal(Words, Assert.Single(s.Network.Recordings).Text);
        Assert.NotNull(s.Session.OwnWords);
        s.Finishes();
        s.RunSeconds(10);
        Assert.Empty(s.Network.Recordings);
        s.Silence();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Though_both_reports_of_it_are_lost_it_is_found_kept_and_deleted_like_any_other(bool phoneCompanyIsAway)
    {
        using var s = new Scenario(peers: 1);
        s.Network.Faults.OnWebhook(w => w.Url.EndsWith("/recorded", StringComparison.Ordinal) || w.Url.Contains("/callbacks/recording", StringComparison.Ordinal), WebhookFault.Drop());
        Recording(s);
        s.Caller.Phone.Says(Words);
        s.RunSeconds(5);
        var away = s.Network.Faults.OnRest(r => r.Method == "GET" && r.Resource.Contains("Recordings", StringComparison.Ordinal), RestFault.Status(HttpStatusCode.ServiceUnavailable), times: phoneCompanyIsAway ? int.MaxValue : 0);
        s.Caller.HangsUp().Gets("line dropped");
        s.RunSeconds(20);
        Assert.Equal(phoneCompanyIsAway, s.Session.OwnWords is null);
        s.Finishes();
        s.RunSeconds(20);
        Assert.Equal(phoneCompanyIsAway ? 1 : 0, s.Network.Recordings.Count);
        away.Dispose();
        s.RunQuietly(TimeSpan.FromHours(1));
        Assert.Empty(s.Network.Recordings);
        s.Silence();
    }

    [Fact]
    public void A_four_while_it_is_announced_leaves_it_out_before_any_tone()
    {
        using var s = new Scenario();
        s.Calling();
        s.Caller.Hears("May I record").Presses("1").Hears("I'm recording after the tone").Presses("4").Hears("skipped").Hears("What should I call you");
        Assert.DoesNotContain(s.Caller.Phone.Heard, h => h.Kind == HeardKind.Beep);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_four_in_the_middle_of_it_leaves_it_out_and_it_is_deleted()
    {
        using var s = new Scenario();
        Recording(s);
        s.Caller.Phone.Says("no wait I do not want this, please leave it out");
        s.RunSeconds(2);
        s.Caller.Presses("4").Hears("skipped").NeverHeard("Recorded");
        s.RunSeconds(3);
        Assert.Null(s.Session.OwnWords);
        Assert.Empty(s.Network.Recordings);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_nine_before_a_word_was_said_is_lost_at_the_phone_company_so_that_it_is_asked_for_again()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        Recording(s);
        s.Caller.Presses("9").Hears("I heard nothing, so nothing is kept. For help, press 9").Presses("9").Hears("getting people to you").MayGet("getting people");
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_text_that_cuts_it_short_is_heard_and_then_it_is_announced_and_begun_again()
    {
        using var s = new Scenario();
        Recording(s);
        s.Caller.Phone.Says("the door is round the back and then you go up the stairs to the second floor");
        s.RunSeconds(2);
        s.Caller.Texts("1").Gets("Thanks").Hears("I got your text, thanks");
        var before = s.Caller.Phone.Heard.Count(h => h.Kind == HeardKind.Beep);
        s.Caller.Hears("I got your text.*I'm recording after the tone").HearsNothingLike("nothing is kept");
        s.RunSeconds(7);
        Assert.Equal(before + 1, s.Caller.Phone.Heard.Count(h => h.Kind == HeardKind.Beep));
        s.Caller.Phone.Says(Words);
        s.RunSeconds(5);
        s.Caller.Presses("1").Hears("Recorded");
        Assert.Equal(Words, Assert.Single(s.Network.Recordings).Text);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_check_in_that_cuts_it_short_comes_first_and_after_the_answer_it_is_announced_again()
    {
        using var s = new Scenario();
        s.Calling().SkipsTheRest();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(20));
        var due = s.DueUtc;
        s.Caller.Changes("record").Hears("May I record").Says("yes please").Hears("recording after the tone");
        HearsTheTone(s);
        Assert.Equal(due, s.DueUtc);
        s.Caller.Phone.Says("the door is round the back and then you go up the stairs to the second floor and it is the green one, then left, then left again, and at the very end");
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("1").Hears("Thanks").Hears("Thanks.*I'm recording after the tone");
        Assert.Null(s.Session.OwnWords);
        s.Caller.Presses("4").Hears("skipped").Presses("7").IsOffTheLine();
        s.RunSeconds(10);
        Assert.Empty(s.Network.Recordings);
        s.Silence();
    }

    /// <summary>They agreed, and the tone is over.</summary>
    private static void Recording(Scenario s)
    {
        s.Calling();
        s.Caller.Hears("May I record").Presses("1").Hears("I'm recording after the tone");
        HearsTheTone(s);
    }

    private static void HearsTheTone(Scenario s)
    {
        Assert.True(s.RunUntil(() => s.Caller.Phone.Heard.Any(h => h.Kind == HeardKind.Beep), TimeSpan.FromSeconds(15)));
        s.RunSeconds(0.8);
    }

    private static void Recorded(Scenario s)
    {
        s.Calling();
        s.Caller.Hears("May I record you saying it").Presses("1").Hears("I'm recording after the tone. Say door, floor, buzzer, then press 1. 4 leaves it out");
        s.RunSeconds(6);
        s.Caller.Phone.Says(Words);
        s.RunSeconds(5);
        s.Caller.Presses("#").Hears("Recorded. It goes when your place goes").Hears("What should I call you").Presses("4").Hears("keep this").Presses("4").Hears("Your code, for any phone");
        Assert.Equal(Words, Assert.Single(s.Network.Recordings).Text);
        Assert.NotNull(s.Session.OwnWords);
    }

    private static RecordingLinks Links(TimeProvider time, byte[]? key = null) => new(new Urls(Instance.BaseUrl), new Privacy(key ?? Scenario.PrivacyKey), time);

    /// <summary>As the phone company fetches what it plays: not signed.</summary>
    private static HttpResponseMessage Get(Scenario s, string url)
    {
        var answering = s.Program.AnswerAsync(new HttpRequestMessage(HttpMethod.Get, url));
        Assert.True(s.RunUntil(() => answering.IsCompleted, TimeSpan.FromSeconds(10)));
        return answering.GetAwaiter().GetResult();
    }

    /// <summary>And the phone company is not asked.</summary>
    private static void IsNothing(Scenario s, string url)
    {
        var before = s.Network.RestRequests.Count(IsSound);
        using var reply = Get(s, url);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.DoesNotContain(Words, Body(reply), StringComparison.Ordinal);
        Assert.Equal(before, s.Network.RestRequests.Count(IsSound));
    }

    private static string Body(HttpResponseMessage reply) => reply.Content.ReadAsStringAsync().GetAwaiter().GetResult();

    private static bool IsSound(RestRequest request) => request.Method == "GET" && request.Resource.EndsWith(".mp3", StringComparison.Ordinal);

    private static bool Played(Actor actor) => actor.Phone.Heard.Any(h => h is { Kind: HeardKind.Audio, Text: Words });
}
