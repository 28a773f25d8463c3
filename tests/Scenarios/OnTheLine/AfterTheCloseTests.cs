using System.Text.Json;
using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Webhooks;
using Scenarios.Support;
using Scenarios.Support.Published;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>What comes once more, or late, after a session is over begins nothing, rings nobody, and leaves nothing of the caller's behind. Promises 5, 8, 9.</summary>
public sealed class AfterTheCloseTests
{
    [Theory]
    [InlineData("9")]
    [InlineData("0")]
    public void The_late_double_of_a_cry_begins_no_session(string key)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Calling().SkipsTheRest();
        s.Network.Faults.OnWebhook(w => w["Digits"] == key, WebhookFault.Duplicate(TimeSpan.FromSeconds(60)), times: 1);
        s.Caller.Presses(key).Hears("getting people|ringing someone").MayGet("getting people");
        if (key == "9")
        {
            s.IsOkAfterAll();
        }

        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(20);
        Assert.False(Assert.Single(s.Sessions()).Open);
        var rung = s.PeerA.RungUtc.Count + s.Ems.RungUtc.Count;
        s.RunSeconds(60);
        Assert.Single(s.Sessions());
        Assert.Equal(rung, s.PeerA.RungUtc.Count + s.Ems.RungUtc.Count);
        s.Silence();
    }

    [Theory]
    [InlineData(62)]
    [InlineData(66)]
    public void The_late_double_of_a_calls_first_request_takes_nothing_from_the_check_in_that_rings(double late)
    {
        using var s = new Scenario(peers: 1);
        s.Network.Faults.OnWebhook(w => w.Url.EndsWith("/api/voice", StringComparison.Ordinal), WebhookFault.Duplicate(TimeSpan.FromSeconds(late + 12)), times: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you").HangsUp().Gets("line dropped");
        s.Caller.IsRung(within: 80);
        s.RunUntil(s.DueUtc + TimeSpan.FromSeconds(20));
        Assert.True(s.Caller.Phone.IsRinging);
        Assert.Equal(Mode.CallMe, s.Session.Mode);
        Assert.Single(s.Session.CallerLegs);
        s.Caller.Answers().Hears("Still with me").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void The_late_double_of_a_menus_one_leads_nobody_to_the_code_that_was_given_back()
    {
        using var s = new Scenario(peers: 1);
        s.Network.Faults.OnWebhook(w => w.Url.Contains("/lobby/keys", StringComparison.Ordinal), WebhookFault.Duplicate(TimeSpan.FromSeconds(60)), times: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        var code = s.Session.Code;
        s.Caller.Presses("7").IsOffTheLine();
        s.RunSeconds(90);
        Assert.False(Assert.Single(s.Sessions()).Open);
        s.Friend.KeysTheCode(code).Hears("don't have anyone under that code").HangsUp();
        s.Silence();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Words_that_come_late_leave_nothing_of_themselves(bool twice)
    {
        using var s = new Scenario(peers: 1);
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("where are you");
        s.Network.Faults.OnWebhook(w => w["SpeechResult"] is not null, twice ? WebhookFault.Duplicate(TimeSpan.FromSeconds(40)) : WebhookFault.Delay(TimeSpan.FromSeconds(6)), times: 1);
        s.Caller.Says("12 Main Street Hamilton");
        s.RunSeconds(3);
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(90);
        Assert.False(s.Session.Open);
        Assert.DoesNotMatch("Main|Hamilton", JsonSerializer.Serialize(s.Session));
        s.Silence();
    }

    [Fact]
    public void What_is_left_of_a_closed_session_holds_no_name_no_place_and_no_number()
    {
        using var s = new Scenario(peers: 1);
        s.Calling().GivesAName();
        s.Caller.Texts("AT 99 King St, Hamilton").Gets("Got it").HangsUp().Gets("line dropped");
        s.RunSeconds(5);
        s.Caller.Texts("DONE").Gets("Done");
        s.RunSeconds(120);
        Assert.DoesNotMatch("King|Main|Sam|Hamilton|5550123", JsonSerializer.Serialize(s.Session));
        s.Silence();
    }

    [Fact]
    public void Help_and_its_end_by_text_leave_no_line_up()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Calling().SkipsTheRest();
        s.Caller.Presses("9").Hears("getting people").MayGet("getting people").Texts("1").Gets("stand down").Hears("stand down").Texts("DONE").Gets("Done|done");
        s.Caller.IsOffTheLine(within: 30);
        Assert.False(s.Session.Open);
        s.Silence();
    }

    /// <summary>Of a call that is cancelled before it is dialled the phone company reports nothing.</summary>
    [Fact]
    public void Help_that_was_not_dialled_yet_and_its_end_by_text_leave_no_line_up()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Network.Faults.OnRest(r => r.CreatesCall && r["To"] == s.Ems.Number, RestFault.ConnectionReset(), times: 1);
        s.Calling().SkipsTheRest();
        s.Caller.Presses("9").Hears("getting people").MayGet("getting people").Texts("1").Gets("stand down").Hears("stand down").Texts("DONE").Gets("Done|done");
        var calls = s.Network.Calls.Where(c => c.To == s.Ems.Number).ToList();
        Assert.All(calls, c => Assert.Equal(["queued", "canceled"], c.History.Select(h => h.Status)));

        // The published program dials again after a random while, which may be after the end.
        Assert.InRange(calls.Count, PublishedProgram.IsAsked ? 0 : 1, 1);
        s.Caller.IsOffTheLine(within: 30);
        Assert.False(s.Session.Open);
        s.Silence();
    }

    [Fact]
    public void No_voicemail_keeps_the_place_or_the_code()
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Calling().GivesAName();
        s.Caller.Is(Behaviour.Voicemail(TimeSpan.FromSeconds(3))).HangsUp().MayBeRung().MayGet("line dropped|need to hear|couldn't reach");
        var code = string.Join(", ", s.Session.Code.ToCharArray());
        s.RunSeconds(300);
        Assert.NotEmpty(s.Caller.Phone.VoicemailRecordings);
        s.Caller.VoicemailKept(never: "Main|Hamilton|" + code);
        s.Caller.Texts("DONE").Gets("done for now");
        s.Silence();
    }
}
