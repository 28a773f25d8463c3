using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

public sealed class StandingDownTests
{
    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    private static World EmsRings(Facts? facts = null) => World.ByText(facts).To(241);

    [Fact]
    public void An_ok_before_ems_rings_leaves_them_alone()
    {
        var world = World.ByText().To(239).Text("1").To(330);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void An_ok_cancels_an_ems_call_that_nobody_has_answered()
    {
        var world = EmsRings().Text("1");
        Assert.Contains(world.Of<Intent.CancelCall>(), i => i.Intent is Intent.CancelCall cancel && cancel.CallSid == world.Calls.First(c => c.Who == World.Ems).Sid);
        Assert.False(world.HasCall(World.Ems));
        Assert.Null(world.S.Incident);
    }

    [Fact]
    public void An_order_not_yet_on_its_way_is_taken_back()
    {
        var world = World.ByText();
        world.Phones["Ems"] = Phone.Stuck;
        world.To(241).Text("1");
        Assert.DoesNotContain(world.S.Pending, p => p.Intent is Intent.PlaceCall { To.Kind: PartyKind.Ems });
    }

    [Fact]
    public void Answered_while_it_is_being_cancelled_they_are_told_and_not_cut()
    {
        var world = EmsRings();
        var call = world.CallTo(World.Ems);
        call.State = LegState.Answered;
        world.Text("1");
        Assert.NotNull(world.S.Incident);
        world.Feed(new Happening.LegAsks(call.LegId, call.Sid, 0, 1));
        Assert.Contains(LineKey.EmsStandDown, world.LastHeard(World.Ems));
    }

    [Fact]
    public void Answered_unacknowledged_they_hear_it_until_they_press_one()
    {
        var world = EmsRings().Answer(World.Ems).Text("1");
        Assert.Contains(LineKey.EmsStandDown, world.LastHeard(World.Ems));
        Assert.Contains(LineKey.EmsStandDownKeys, world.LastHeard(World.Ems));
        world.Silence(World.Ems);
        Assert.Contains(LineKey.EmsStandDown, world.LastHeard(World.Ems));
        world.Press(World.Ems, "1");
        Assert.Contains(LineKey.EmsStandDownClosed, world.LastHeard(World.Ems));
        Assert.True(world.Noted(HistoryKind.StandDownAcknowledged));
        world.HangUp(World.Ems).Run(30);
        Assert.Null(world.S.Incident);
        Assert.Single(world.CallsTo(PartyKind.Ems));
        Assert.False(world.Noted(HistoryKind.StandDownOpen));
    }

    [Fact]
    public void The_line_ended_before_a_one_so_a_person_is_rung_and_ems_is_not_redialled()
    {
        var world = EmsRings().Answer(World.Ems).Text("1").HangUp(World.Ems).Run(2);
        Assert.Equal(Cause.StandDownOpen, world.S.Incident!.Cause);
        Assert.True(world.Texted(PartyKind.Coordinator, LineKey.AlarmStandDownOpenText));
        world.Answer(World.P1);
        Assert.Contains(LineKey.OfferStandDown, world.LastHeard(World.P1));
        world.Press(World.P1, "1");
        Assert.Contains(LineKey.BriefStandDown, world.LastHeard(World.P1));
        Assert.Single(world.CallsTo(PartyKind.Ems));
        world.Star(World.P1, "9");
        Assert.Equal(2, world.CallsTo(PartyKind.Ems).Count);
        world.Answer(World.Ems);
        Assert.Contains(LineKey.EmsStandDown, world.LastHeard(World.Ems));
        Assert.DoesNotContain(LineKey.EmsBring, world.LastHeard(World.Ems));
        Assert.True(world.CallTo(World.Ems).InRoom);
        world.Run(30).HangUp(World.Ems).HangUp(World.P1).Run(40);
        Assert.Null(world.S.Incident);
        Assert.Equal(2, world.CallsTo(PartyKind.Ems).Count);
        Assert.Empty(world.Claimed);
    }

    [Fact]
    public void A_standing_down_that_nobody_comes_for_ends_and_the_watch_went_on()
    {
        var world = EmsRings().Answer(World.Ems).Text("1").HangUp(World.Ems);
        for (var i = 0; i < 8; i++)
        {
            world.Run(110).Text(i % 2 == 0 ? "ok" : "1");
        }

        Assert.Null(world.S.Incident);
        Assert.True(world.S.Open);
        Assert.Single(world.CallsTo(PartyKind.Ems));
        Assert.Empty(world.Claimed);
    }

    [Fact]
    public void Finished_while_a_standing_down_is_open_rings_the_caller_no_more_and_closes()
    {
        var world = EmsRings().Answer(World.Ems).Text("7").HangUp(World.Ems);
        var calls = world.CallsTo(Party.Caller).Count;
        world.Run(900);
        Assert.Equal(calls, world.CallsTo(Party.Caller).Count);
        Assert.False(world.S.Open);
    }

    [Fact]
    public void After_ems_confirmed_only_a_person_calls_them_off()
    {
        var world = EmsRings().Answer(World.Ems).Press(World.Ems, "1").Text("1");
        Assert.Equal(LineKey.EmsConfirmedOkText, world.LastReply);
        Assert.True(world.HasCall(World.Ems));
        world.Silence(World.Ems);
        Assert.DoesNotContain(LineKey.EmsStandDown, world.LastHeard(World.Ems));
        Assert.Equal(Cause.StandDownOpen, world.S.Incident!.Cause);
        world.Run(2).Take(World.P2);
        Assert.True(world.CallTo(World.Ems).InRoom);
        world.Star(World.P2, "1").HangUp(World.Ems).Run(60);
        Assert.Null(world.S.Incident);
        Assert.Single(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void The_line_that_confirmed_is_the_one_that_is_called_to_call_them_off()
    {
        var world = EmsRings().Answer(World.Ems).Press(World.Ems, "1").HangUp(World.Ems).Text("1").Run(2).Take(World.P2).Star(World.P2, "9");
        Assert.Equal(2, world.CallsTo(World.Ems).Count);
        Assert.Empty(world.CallsTo(World.EmsBackup));
        world.Answer(World.Ems);
        Assert.Contains(LineKey.EmsStandDown, world.LastHeard(World.Ems));
    }

    [Fact]
    public void A_desk_that_hangs_up_while_the_person_hears_the_place_again_does_not_cut_it_off()
    {
        var world = EmsRings().Answer(World.Ems).Press(World.Ems, "1").Text("7").Run(2).Take(World.P2).Star(World.P2, "2");
        Assert.False(world.CallTo(World.P2).InRoom);
        world.HangUp(World.Ems);
        Assert.DoesNotContain(LineKey.CaseEmsLeft, world.LastHeard(World.P2));
        world.Silence(World.P2);
        Assert.Contains(LineKey.CaseEmsLeft, world.LastHeard(World.P2));
    }

    /// <summary>Promise 3: something that answers, and is gone before a word was said, has been told nothing.</summary>
    [Fact]
    public void A_desk_that_hangs_up_while_it_is_being_joined_has_not_been_called_off()
    {
        var world = EmsRings().Answer(World.Ems).Text("1").HangUp(World.Ems).Run(2).Take(World.P1).Star(World.P1, "9").Answer(World.Ems);
        Assert.True(world.CallTo(World.Ems).InRoom);
        world.HangUp(World.Ems).Run(40);
        Assert.False(world.S.Incident!.Ems.StandDownAcknowledged);
        Assert.True(world.CallsTo(PartyKind.Ems).Count > 2);
    }

    [Fact]
    public void Who_called_them_off_is_not_left_alone_in_silence_when_the_desk_hangs_up()
    {
        var world = EmsRings().Answer(World.Ems).Press(World.Ems, "1").Text("7").Run(2).Take(World.P2);
        Assert.True(world.CallTo(World.P2).InRoom);
        world.Run(30).HangUp(World.Ems);
        Assert.Contains(LineKey.CaseEmsLeft, world.LastHeard(World.P2));
        world.Silence(World.P2).Silence(World.P2).Run(60);
        Assert.False(world.S.Open);
        Assert.Empty(world.Claimed);
        Assert.Single(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void The_owner_hears_that_the_caller_answered()
    {
        var world = World.ByText().To(200).Take(World.P1).Text("1");
        Assert.True(world.Told(World.P1, LineKey.CallerSaidOk));
        world.Run(90);
        Assert.Null(world.S.Incident);
        Assert.False(world.HasCall(World.P1));
        Assert.Empty(world.Claimed);
    }

    [Fact]
    public void Help_now_after_a_standing_down_reaches_the_desk_that_is_still_on_the_line()
    {
        var world = EmsRings().Answer(World.Ems).Text("1").Run(1).Text("9");
        Assert.Single(world.CallsTo(PartyKind.Ems));
        Assert.Contains(LineKey.EmsAddress, world.LastHeard(World.Ems));
        world.HangUp(World.Ems).Run(15);
        Assert.Equal(2, world.CallsTo(PartyKind.Ems).Count);
    }

    [Fact]
    public void Help_now_while_a_standing_down_is_open_dials_again()
    {
        var world = EmsRings().Answer(World.Ems).Press(World.Ems, "1").Text("1").HangUp(World.Ems).Run(1).Text("9").Run(1);
        Assert.Equal(Cause.HelpNow, world.S.Incident!.Cause);
        Assert.Equal(2, world.CallsTo(PartyKind.Ems).Count);
    }

    [Fact]
    public void A_peer_still_on_the_line_is_asked_first_when_a_new_need_comes()
    {
        var world = World.ByVoice().To(170).Take(World.P1).Run(5).Text("1");
        Assert.Equal(Phase.StoodDown, world.S.Incident!.Phase);
        world.Text("9");
        Assert.Equal([LineKey.OfferPeer, LineKey.OfferKeys], world.LastHeard(World.P1));
        world.Press(World.P1, "1").Run(40);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        Assert.True(world.CallTo(Party.Caller).InRoom);
        Assert.True(world.CallTo(World.P1).InRoom);
    }

    [Fact]
    public void A_talk_wanted_while_ems_is_being_told_asks_for_no_ambulance()
    {
        var world = EmsRings().Answer(World.Ems).Text("1").Run(2).Text("0");
        world.Silence(World.Ems);
        Assert.DoesNotContain(LineKey.EmsBring, world.LastHeard(World.Ems));
        Assert.Contains(LineKey.EmsStandDown, world.LastHeard(World.Ems));
    }

    [Fact]
    public void Who_calls_back_while_others_are_being_told_is_watched_again()
    {
        var world = EmsRings().Answer(World.Ems).Text("7");
        Assert.True(world.S.FinishWhenQuiet);
        world.Run(2).CallIn();
        Assert.DoesNotContain(LineKey.Bye, world.LastHeard(Party.Caller));
        Assert.NotNull(world.S.CheckIn.DueUtc);
        Assert.True(world.S.Open);
    }
}
