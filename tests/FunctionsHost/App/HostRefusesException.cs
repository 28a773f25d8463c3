namespace FunctionsHost.App;

/// <summary>The real host would not start with this, or would not load this function. The message says which and why.</summary>
public sealed class HostRefusesException(string message) : Exception(message);
