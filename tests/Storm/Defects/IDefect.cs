using Simulation;
using SpotterBot.Sessions;
using SpotterBot.Storage;
using Storm.Watching;

namespace Storm.Defects;

/// <summary>
/// A deliberate mistake, put between the program's parts: the storm must find it. The program itself holds none of them; each replaces what it was
/// made of by something that errs.
/// </summary>
internal interface IDefect
{
    string Name { get; }

    /// <summary>What is done wrong.</summary>
    string Summary { get; }

    /// <summary>The number of the promise that it breaks.</summary>
    int Breaks { get; }

    /// <summary>It shows where there is a dead man's switch only.</summary>
    bool NeedsSwitch => false;

    /// <summary>The store as one process has it; null: as it is.</summary>
    IRowStore? Store(IRowStore inner, World world, Life life) => null;

    /// <summary>The way to the phone company.</summary>
    HttpMessageHandler? Handler(HttpMessageHandler inner, World world) => null;

    SessionCodec? Codec(SessionCodec inner, Tickets tickets) => null;

    DecideOn? Decide(DecideOn inner) => null;
}
