console.error("dit hoort op te vallen");
niemandKent();
