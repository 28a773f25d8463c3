using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>Whoever has a case asks for an ambulance, holds it or gives the case on, and then is gone: promises 2, 3 and 10.</summary>
public sealed class NeedTests
{
    [Fact]
    public void An_ambulance_asked_for_in_a_talk_is_one_whoever_leaves()
    {
        var world = World.ByVoice("0").To(5).Take(World.P1).Run(2).Star(World.P1, "9");
        Assert.Equal(Cause.HelpNow, world.S.Incident!.Cause);
        Assert.Single(world.CallsTo(PartyKind.Ems));
        world.HangUp(World.P1).Answer(World.Ems);
        Assert.Contains(LineKey.EmsBring, world.LastHeard(World.Ems));
        Assert.DoesNotContain(LineKey.EmsStandDown, world.LastHeard(World.Ems));
        Assert.Contains(LineKey.EmsWhatPersonAsked, world.LastHeard(World.Ems));
        Assert.True(world.S.Escalated);
        Assert.Equal(Cause.HelpNow, world.S.Incident!.Cause);
        world.Press(World.Ems, "1").HangUp(World.Ems).Run(60);
        Assert.False(world.Texted(PartyKind.Coordinator, LineKey.AlarmStandDownOpenText));
    }

    [Fact]
    public void Who_asked_for_it_is_told_as_it_was_to_ems_and_to_who_takes_over()
    {
        var byPeer = World.ByVoice("0").To(5).Take(World.P1).Run(2).Star(World.P1, "9").HangUp(World.P1).Run(2).Answer(World.P2).Press(World.P2, "1");
        Assert.Contains(LineKey.BriefHelpByPerson, byPeer.LastHeard(World.P2));

        var byBoth = World.ByVoice("0").To(5).Take(World.P1).Run(2).Star(World.P1, "9").HangUp(World.P1).Run(2).Press(Party.Caller, "9").Answer(World.Ems);
        Assert.Contains(LineKey.EmsWhatHelpNow, byBoth.LastHeard(World.Ems));
        Assert.DoesNotContain(LineKey.EmsWhatPersonAsked, byBoth.LastHeard(World.Ems));
    }

    [Fact]
    public void One_that_does_not_come_to_the_phone_is_dialled_again_and_coordinators_hear_of_it()
    {
        var world = World.ByVoice("0").To(5).Take(World.P1).Run(2).Star(World.P1, "9").HangUp(World.P1).Run(400);
        Assert.True(world.CallsTo(PartyKind.Ems).Count > 3);
        Assert.NotEmpty(world.CallsTo(World.C1));
    }

    [Fact]
    public void Held_in_a_talk_it_is_rung_when_the_hold_is_over()
    {
        var world = World.ByVoice("0").To(5).Take(World.P1).Run(2).Star(World.P1, "9").Star(World.P1, "6").Run(299);
        Assert.Single(world.CallsTo(PartyKind.Ems));
        world.Run(5);
        Assert.Equal(2, world.CallsTo(PartyKind.Ems).Count);
    }

    [Fact]
    public void Where_none_was_asked_for_there_is_nothing_to_hold()
    {
        var world = World.ByVoice("0").To(5).Take(World.P1).Run(2).Star(World.P1, "6");
        Assert.Contains(LineKey.CaseNoHold, world.LastHeard(World.P1));
        Assert.Null(world.S.Incident!.Owner!.HoldUntilUtc);
    }

    [Fact]
    public void After_they_were_ok_an_ambulance_asked_for_is_a_new_need()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(1).Answer(Party.Caller).Run(2).Star(World.P1, "1").Run(20).Star(World.P1, "9").Answer(World.Ems);
        Assert.Contains(LineKey.EmsBring, world.LastHeard(World.Ems));
        Assert.DoesNotContain(LineKey.EmsStandDown, world.LastHeard(World.Ems));
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
    }

    [Fact]
    public void Ok_by_text_after_the_crew_was_called_has_somebody_rung_to_call_them_off()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1").CaseText(World.P1, "9").Answer(World.Ems).Press(World.Ems, "1").HangUp(World.Ems).CaseText(World.P1, "1");
        Assert.Equal(LineKey.CaseOkEmsConfirmedText, world.LastReply);
        world.Run(2);
        Assert.Equal(Cause.StandDownOpen, world.S.Incident!.Cause);
        Assert.True(world.Texted(PartyKind.Coordinator, LineKey.AlarmStandDownOpenText));
        world.CaseText(World.P1, "1");
        Assert.Equal(LineKey.AcceptedText, world.LastReply);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
    }

    [Fact]
    public void Who_holds_by_text_and_is_not_heard_of_again_has_it_no_longer_than_the_hold()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1").CaseText(World.P1, "6").HangUp(World.P1, LegEnd.NoAnswer).Run(200);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        var rung = world.CallsTo(World.P2).Count;
        world.Run(110);
        Assert.True(world.Texted(PartyKind.Peer, LineKey.RemindHoldText));
        Assert.Null(world.S.Incident!.Owner);
        Assert.NotEmpty(world.CallsTo(PartyKind.Ems));
        Assert.True(world.CallsTo(World.P2).Count > rung || world.CallsTo(World.P3).Count > 0);
    }

    /// <summary>Promise 2: somebody who is on no line and holds nothing is nobody.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hold_by_text_that_is_taken_away_leaves_nobody_in_charge_and_others_are_rung(bool byCaller)
    {
        var world = World.ByText(place: !byCaller).To(200).CaseText(World.P1, "1").CaseText(World.P1, "6").HangUp(World.P1, LegEnd.NoAnswer).Run(30);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        var rung = world.CallsTo(PartyKind.Peer).Count;
        world = byCaller ? world.Text("9") : world.CaseText(World.P1, "9");
        world.Run(3);
        Assert.Null(world.S.Incident!.Owner);
        Assert.True(world.CallsTo(PartyKind.Peer).Count > rung);
        Assert.Contains(world.TextsTo(PartyKind.Peer), t => t.Key == LineKey.CaseNotJoinedText);
    }

    [Fact]
    public void A_nine_in_a_case_is_told_to_who_has_it_and_to_ems_as_it_was()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(5).Text("9");
        Assert.True(world.Told(World.P1, LineKey.CallerAskedHelp));
        world.Run(2).Answer(World.Ems);
        Assert.Contains(LineKey.EmsWhatHelpNow, world.LastHeard(World.Ems));
        Assert.DoesNotContain(LineKey.EmsWhatMissed, world.LastHeard(World.Ems));

        var taken = World.ByText().To(200).Text("9").Answer(World.P1).Press(World.P1, "1");
        Assert.Contains(LineKey.BriefMissed, taken.LastHeard(World.P1));
        Assert.Contains(LineKey.BriefHelpNow, taken.LastHeard(World.P1));
    }

    /// <summary>Promise 10.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("talk")]
    public void Where_the_only_peer_is_the_caller_nobody_is_said_to_be_rung(string words)
    {
        var self = World.Standard with { Peers = [World.Standard.Peers[0] with { Phone = World.CallerPhone }], Coordinators = [] };
        var world = World.ByText(self).To(20).Text(words);
        Assert.Contains(world.LastReply, new LineKey?[] { LineKey.NoPersonText, LineKey.JustTalkNobodyText });
        Assert.True(world.S is { Open: true, Watched: true });
        Assert.Contains(world.TextsTo(PartyKind.Caller), t => t.Key == LineKey.NoPeersText);
    }

    [Fact]
    public void A_talk_taken_by_text_and_not_joined_is_offered_to_others_and_its_end_is_told()
    {
        var world = World.ByText().Text("0").Run(3).CaseText(World.P1, "1").HangUp(World.P1, LegEnd.NoAnswer).Run(3);
        Assert.True(world.CallsTo(World.P2).Count > 1 || world.CallsTo(World.P3).Count > 0);
        world.Run(600);
        Assert.Contains(world.TextsTo(PartyKind.Caller), t => t.Key == LineKey.PersonNotReachedText);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_gives_a_case_back_is_not_rung_for_it_at_once_and_never_after_a_threat(bool threatened)
    {
        var world = World.ByText(place: false).To(200).Take(World.P1).Run(2);
        world = threatened ? world.Star(World.P1, "5").Run(2) : world;
        var rung = world.CallsTo(World.P1).Count;
        world.Star(World.P1, "7").Run(15);
        Assert.Equal(rung, world.CallsTo(World.P1).Count);
        world.Run(1200);
        Assert.Equal(!threatened, world.CallsTo(World.P1).Count > rung);
    }

    /// <summary>Promise 10.</summary>
    [Fact]
    public void A_coordinator_asked_for_who_does_not_come_is_told_and_one_who_says_yes_by_text_is_asked_to_the_phone()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "0").Run(2).CaseText(World.C1, "1");
        Assert.Equal(LineKey.BesideOnLineText, world.LastReply);
        world.Silence(World.P1).Run(300);
        Assert.True(world.Told(World.P1, LineKey.CaseNoCoordinator));
        Assert.False(world.S.Incident!.CoordinatorWanted);
    }

    /// <summary>Promise 2: who says so by text is not there yet. Promise 10: both hear how it stands.</summary>
    [Fact]
    public void Who_takes_over_by_text_has_it_with_their_one_and_until_then_it_is_held_by_whoever_is_on_the_line()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(1).Star(World.P1, "6").Star(World.P1, "4").Run(2).CaseText(World.P2, "1");
        Assert.Equal(LineKey.TakesOverText, world.LastReply);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        var hold = world.S.Incident.Owner.HoldUntilUtc;
        Assert.NotNull(hold);
        Assert.True(world.Told(World.P1, LineKey.CaseHandedOverByText));
        Assert.False(world.Told(World.P1, LineKey.CaseHandedOver));
        Assert.False(world.HasCall(World.P3));
        Assert.Empty(world.CallsTo(World.Ems));
        world.Answer(World.P2).Press(World.P2, "1");
        Assert.Equal(World.P2, world.S.Incident.Owner.Who);
        Assert.Equal(hold, world.S.Incident.Owner.HoldUntilUtc);
        Assert.True(world.Told(World.P1, LineKey.CaseHandedOver));
        Assert.Empty(world.CallsTo(World.Ems));
    }

    [Fact]
    public void Who_hands_over_keeps_their_keys_until_the_other_is_there()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(1).Star(World.P1, "4").Run(2).CaseText(World.P2, "1");
        world.Star(World.P1, "6");
        Assert.NotNull(world.S.Incident!.Owner!.HoldUntilUtc);
        Assert.Equal(World.P1, world.S.Incident.Owner.Who);
    }

    [Fact]
    public void Who_hands_over_and_leaves_before_the_other_is_there_leaves_it_to_them_by_their_word()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(1).Star(World.P1, "4").Run(2).CaseText(World.P2, "1");
        world.Star(World.P1, "7").Run(1);
        Assert.Equal(World.P2, world.S.Incident!.Owner!.Who);
        Assert.True(world.Texted(PartyKind.Peer, LineKey.AcceptedText));
        world.Answer(World.P2).Press(World.P2, "1").Run(2);
        Assert.Contains(LineKey.BriefPlace, world.LastHeard(World.P2));
    }

    [Fact]
    public void Who_takes_over_by_text_and_presses_nothing_is_told_so_and_others_are_rung()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(1).Star(World.P1, "4").Run(2).CaseText(World.P2, "1");
        Assert.False(world.HasCall(World.P3));
        var rung = world.CallsTo(World.P3).Count;
        world.Run(90);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        Assert.True(world.Texted(PartyKind.Peer, LineKey.CaseNotJoinedText));
        Assert.True(world.CallsTo(World.P3).Count > rung);
    }

    /// <summary>Promise 2: another case had them when they said by text that they take over, so their call was refused.</summary>
    [Fact]
    public void Who_cannot_be_called_to_take_over_leaves_it_where_it_is_and_others_are_rung()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(1);
        var rung = world.CallsTo(World.P3).Count;
        world.Star(World.P1, "4").Run(35);
        world.Phones["Peer:p2"] = Phone.Taken;
        world.CaseText(World.P2, "1").Run(1);
        Assert.Equal(LineKey.TakesOverText, world.LastReply);
        Assert.DoesNotContain(world.S.Incident!.Rings, r => r.TakesOver);
        Assert.True(world.Texted(PartyKind.Peer, LineKey.CaseNotJoinedText));
        world.Run(60).Star(World.P1, "7").Run(40);
        Assert.NotEqual(World.P2, world.S.Incident!.Owner?.Who);
        Assert.True(world.CallsTo(World.P3).Count > rung);
    }

    /// <summary>Promise 10: after the second threat no peer is put through, by whatever way they come.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_peer_who_comes_late_is_not_put_through_to_a_caller_who_threatened_twice(bool byText)
    {
        var world = World.ByText(World.Standard with { BotOnlyFor = TimeSpan.FromHours(12) }).To(200).Take(World.P1).Run(1).Star(World.P1, "5").Run(90).Star(World.P1, "5").Star(World.P1, "7").Run(5);
        Assert.True(world.S.BotOnlyUntilUtc > world.Now);
        if (byText)
        {
            world.CaseText(World.P2, "1");
            Assert.Equal(LineKey.CaseGoneText, world.LastReply);
        }
        else
        {
            world.Feed(new Happening.CaseCalledIn(World.P2, "CAlate"));
            Assert.Contains(LineKey.NothingNeeded, world.LastHeard(World.P2));
        }

        Assert.Null(world.S.Incident?.Owner);
    }

    [Fact]
    public void Who_gives_a_case_back_by_text_is_not_rung_for_it_at_once()
    {
        var world = World.ByText(place: false).To(200).Take(World.P1).Run(2);
        var rung = world.CallsTo(World.P1).Count;
        world.CaseText(World.P1, "7").Run(15);
        Assert.Equal(rung, world.CallsTo(World.P1).Count);
        Assert.Null(world.S.Incident!.Owner);
    }

    [Fact]
    public void Who_handed_over_by_text_hears_who_has_it_and_their_phone_rings_no_more()
    {
        var world = World.ByText().To(196).CaseText(World.P1, "1").CaseText(World.P1, "4").Run(2);
        world.Answer(World.P2).Press(World.P2, "1").Run(1);
        Assert.Equal(World.P2, world.S.Incident!.Owner!.Who);
        Assert.False(world.HasCall(World.P1));
        Assert.DoesNotContain(World.P1, world.Claimed);
        Assert.True(world.Texted(PartyKind.Peer, LineKey.TakenText));
    }

    [Fact]
    public void Who_said_yes_by_text_and_never_came_is_thanked_for_nothing()
    {
        var world = World.ByText().To(196).CaseText(World.P1, "1").Run(60);
        Assert.Null(world.S.LastTook);
    }

    /// <summary>Promise 10: who calls a crew off is there for the caller, too, where they ask for a person.</summary>
    [Fact]
    public void A_caller_who_asks_for_a_person_while_the_crew_is_called_off_is_called_by_them()
    {
        var world = World.ByText().To(200);
        world.Run(60).Answer(World.Ems).Press(World.Ems, "1").HangUp(World.Ems).Run(2).Text("1").Run(1).Text("0").Run(2);
        Assert.Equal(Cause.StandDownOpen, world.S.Incident!.Cause);
        var called = world.CallsTo(Party.Caller).Count;
        world.Take(World.P1).Run(2);
        Assert.True(world.CallsTo(Party.Caller).Count > called);
    }

    [Fact]
    public void Help_in_a_debrief_is_offered_as_what_it_is()
    {
        var world = new World();
        world.Start(new Beginning("s1", "123", World.CallerPhone, TextChannel.Works, Key: "0", Kind: SessionKind.Debrief));
        world.Run(2).Text("9").Run(2).Answer(World.P1);
        Assert.Contains(LineKey.OfferPeer, world.LastHeard(World.P1));
        Assert.DoesNotContain(LineKey.OfferDebrief, world.LastHeard(World.P1));
    }

    [Fact]
    public void Thanks_with_which_an_open_check_in_is_answered_hide_it_from_nobody()
    {
        var world = World.ByText().To(200).Take(World.P1).Run(1).Star(World.P1, "1").HangUp(World.P1).Run(60);
        world.Run(120);
        Assert.True(world.S.CheckIn.IsOpen);
        world.Text("thanks I am still here");
        Assert.NotEqual(LineKey.ThanksKeptText, world.LastReply);
    }
}
